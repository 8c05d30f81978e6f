import type { Planted } from '../planted.ts'

export const PLANTED: readonly Planted[] = [
  {
    promise: 'P5',
    file: 'server/src/engines/videos-api/submit.ts',
    find: 'if (form.handedOver()) throw',
    replace: 'if (!form.handedOver()) throw',
    breaks: 'an order whose answer was lost counts as never sent, and is sent and paid again',
  },
  {
    promise: 'P5',
    file: 'server/src/engines/videos-api/answer.ts',
    find: '.trim().toLowerCase()',
    replace: '.trim()',
    breaks: 'a status in capitals is never understood, and the job runs into its deadline',
  },
]
