import type { Planted } from '../planted.ts'

export const PLANTED: readonly Planted[] = [
  {
    promise: 'P30',
    file: 'server/src/store/node-sqlite.ts',
    find: '; pragma secure_delete = on',
    replace: '',
    breaks: 'SQLite leaves deleted words in its free space',
  },
  {
    promise: 'P30',
    file: 'server/src/store/erase.ts',
    find: 'wal_checkpoint(truncate)',
    replace: 'wal_checkpoint(passive)',
    breaks: 'older pages stay in the write-ahead log',
  },
]
