import type { Planted } from '../planted.ts'

export const PLANTED: readonly Planted[] = [
  {
    promise: 'P21',
    file: 'server/src/store/group-commit.ts',
    find: '      stopIfDiskFailed(thrown)\n',
    replace: '',
    breaks: 'a commit whose fsync failed is answered as an ordinary error, and the next is tried',
  },
]
