import type { Planted } from '../planted.ts'

export const PLANTED: readonly Planted[] = [
  {
    promise: 'P1',
    file: 'server/src/jobs/drive/driver.ts',
    find: '    await queue.recover()\n',
    replace: '',
    breaks: 'a start does not take up what the process before it had claimed',
  },
]
