import type { Planted } from '../planted.ts'

export const PLANTED: readonly Planted[] = [
  {
    promise: 'P17',
    file: 'server/src/api/door.ts',
    find: 'guard({ method',
    replace: 'if (Date.now() < 0) guard({ method',
    breaks: 'no request is held against its origin or its Host',
  },
]
