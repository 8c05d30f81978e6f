import type { Planted } from '../planted.ts'

export const PLANTED: readonly Planted[] = [
  {
    promise: 'P4',
    file: 'server/src/store/request-table.ts',
    find: '  if (retries === 0) return undefined\n',
    replace: '  if (retries < 9) return undefined\n',
    breaks: 'a silent repeat is taken for a new order',
  },
]
