import type { Planted } from '../planted.ts'

export const PLANTED: readonly Planted[] = [
  {
    promise: 'P26',
    file: 'server/src/store/stored-files.ts',
    find: 'select key, bytes, sha256, job_id as object from asset\n  union all ',
    replace: '',
    breaks: 'a backup goes without the videos',
  },
]
