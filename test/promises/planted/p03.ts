import type { Planted } from '../planted.ts'

export const PLANTED: readonly Planted[] = [
  {
    promise: 'P3',
    file: 'server/src/jobs/desk/accept.ts',
    find: 'if (earlier) return answerAgain(earlier, asked)',
    replace: 'if (earlier && asked.key === undefined) return answerAgain(earlier, asked)',
    breaks: 'the transaction does not look for an earlier answer under the key',
  },
  {
    promise: 'P3',
    file: 'server/src/store/request-table.ts',
    find: 'const KEY_MS = 259_200_000',
    replace: 'const KEY_MS = 86_400_000',
    breaks: 'a key is good for a day',
    test: '72 hours',
  },
]
