import type { Planted } from '../planted.ts'

export const PLANTED: readonly Planted[] = [
  {
    promise: 'P23',
    file: 'server/src/jobs/drive/driver.ts',
    find: '      if (claims.length < wanted.count) return\n',
    replace: '      return\n',
    breaks: 'one batch of jobs a second is taken up',
  },
  {
    promise: 'P23',
    file: 'server/src/jobs/drive/driver.ts',
    find: '    await queue.recover()\n',
    replace: '',
    breaks: 'what a dead process had claimed stays claimed',
  },
]
