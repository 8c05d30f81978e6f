import type { Planted } from '../planted.ts'

export const PLANTED: readonly Planted[] = [
  {
    promise: 'P22',
    file: 'server/src/jobs/timing.ts',
    find: 'const endMs = timing.monotonic() + limitMs - spentMs\n  return { leftMs: () => Math.max(0, endMs - timing.monotonic()) }',
    replace:
      'const endMs = timing.now() + limitMs - spentMs\n  return { leftMs: () => Math.max(0, endMs - timing.now()) }',
    breaks: 'deadlines go by the clock on the wall',
    test: 'a deadline is as far off',
  },
  {
    promise: 'P22',
    file: 'server/src/store/open-store.ts',
    find: 'Uptime.open(db, monotonic)',
    replace: 'Uptime.open(db, now)',
    breaks: 'the queue goes by the clock on the wall',
    test: 'no jump of the clock',
  },
]
