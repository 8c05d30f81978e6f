import type { Planted } from '../planted.ts'

export const PLANTED: readonly Planted[] = [
  {
    promise: 'P15',
    file: 'server/src/listen.ts',
    find: 'connectionsCheckingInterval: 500',
    replace: 'connectionsCheckingInterval: 30_000',
    breaks: 'headers may drip for half a minute',
  },
  {
    promise: 'P15',
    file: 'server/src/patience.ts',
    find: 'one.owedMs += passedMs',
    replace: 'one.owedMs += 0',
    breaks: 'a dripping body is never late',
  },
]
