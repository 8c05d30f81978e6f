import { titleOf } from './cases.ts'
import { CREATES, OLD_CREATES } from './creates.ts'
import { LISTS } from './lists.ts'
import { MADE } from './made.ts'
import { ENVELOPES, RAW } from './raw.ts'
import { READS } from './reads.ts'
import { REFERENCES } from './references.ts'
import { REFUSALS } from './refusals.ts'
import { REPEATS } from './repeats.ts'
import { OLD_SDK, SDKS, type Proof } from './stage.ts'

/** Proofs that one SDK plays, in their order. */
export interface Play {
  readonly how: string
  readonly version: string
  readonly sdk: (typeof SDKS)[number][1]
  readonly proofs: readonly Proof[]
}

const [, newest] = SDKS

/** What both SDKs play: the last of `MADE` deletes the film that others share. */
const BOTH: readonly Proof[] = [CREATES, REFERENCES, REFUSALS, READS, LISTS, REPEATS, ENVELOPES, MADE].flat()

export const PLAYS: readonly Play[] = [
  ...SDKS.map(([version, sdk]) => ({
    how: `openai ${version}`,
    version,
    sdk,
    // 6.x leaves a Blob out of the form without a word.
    proofs: BOTH.filter(([number]) => number !== 7 || version.startsWith('7.')),
  })),
  { how: 'openai 6.27.0', version: '6.27.0', sdk: OLD_SDK, proofs: OLD_CREATES },
  { how: 'raw', version: newest[0], sdk: newest[1], proofs: RAW },
]

/** Asked of everything that was said while the others played. */
export const LEAK_TITLE: string = titleOf(68, 'after all the others')

/** The title of every test of the suite. */
export const titles = (): string[] => [
  ...PLAYS.flatMap(({ how, proofs }) => proofs.map(([number]) => titleOf(number, how))),
  LEAK_TITLE,
]
