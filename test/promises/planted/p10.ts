import type { Planted } from '../planted.ts'

export const PLANTED: readonly Planted[] = [
  {
    promise: 'P10',
    file: 'server/src/jobs/webhooks/post.ts',
    find: "'webhook-timestamp': String(Math.floor(nowMs / 1_000)),",
    replace: "'webhook-timestamp': String(nowMs),",
    breaks: 'the moment is told in another unit than it is signed in',
  },
]
