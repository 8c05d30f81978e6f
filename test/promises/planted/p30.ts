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
  {
    promise: 'P30',
    test: 'a removed person',
    file: 'server/src/jobs/people/remove-person.ts',
    find: 'if (videos) await parts.consents.forgetName(rows, person.id)',
    replace: '',
    breaks: 'the records of consent keep the name',
  },
  {
    promise: 'P30',
    test: 'a removed person',
    file: 'server/src/jobs/people/remove-person.ts',
    find: 'for (const id of files) if (await parts.files.remove(id, caller)) gone.files.push(id)',
    replace: 'if (videos.length === 0) return { ...gone, consents }',
    breaks: 'a kept file with the same photo stays',
  },
]
