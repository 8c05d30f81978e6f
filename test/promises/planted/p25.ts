import type { Planted } from '../planted.ts'

export const PLANTED: readonly Planted[] = [
  {
    promise: 'P25',
    file: 'server/src/store/instance-lock.ts',
    find: "database.exec('begin exclusive')",
    replace: "database.exec('begin')",
    breaks: 'the folder is not locked',
  },
]
