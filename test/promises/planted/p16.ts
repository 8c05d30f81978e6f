import type { Planted } from '../planted.ts'

export const PLANTED: readonly Planted[] = [
  {
    promise: 'P16',
    file: 'server/src/api/range.ts',
    find: 'Math.min(Number(last), size - 1)',
    replace: 'Math.min(Number(last), size - 1) - 1',
    breaks: 'a range ends a byte too early',
  },
]
