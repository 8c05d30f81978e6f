import { ask } from './en/ask.ts'
import { create } from './en/create.ts'
import { engines } from './en/engines.ts'
import { faults } from './en/faults.ts'
import { library } from './en/library.ts'
import { saved } from './en/saved.ts'
import { settings } from './en/settings.ts'
import { shell } from './en/shell.ts'
import { spend } from './en/spend.ts'
import { video } from './en/video.ts'
import { watch } from './en/watch.ts'

/** Every string a person reads in the studio. Functions where a value goes in, so that word order can differ. */
export const en = {
  ...shell,
  ...ask,
  ...saved,
  ...settings,
  ...engines,
  ...spend,
  ...create,
  ...video,
  ...library,
  ...faults,
  ...watch,
} as const
