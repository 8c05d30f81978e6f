import type { Planted } from '../planted.ts'

export const PLANTED: readonly Planted[] = [
  {
    promise: 'P27',
    file: 'server/src/api/admission.ts',
    find: 'before >= LIMITS.requestsPerKey',
    replace: 'before >= Infinity',
    breaks: 'one key can take every place there is',
  },
]
