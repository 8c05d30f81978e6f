import type { Planted } from '../planted.ts'

export const PLANTED: readonly Planted[] = [
  {
    promise: 'P9',
    file: 'server/src/jobs/webhooks/post.ts',
    find: "'webhook-id': eventId,",
    replace: "'webhook-id': `${eventId}-${nowMs}`,",
    breaks: 'each try of one event carries another id',
  },
]
