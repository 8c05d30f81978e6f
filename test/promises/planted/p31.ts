import type { Planted } from '../planted.ts'

export const PLANTED: readonly Planted[] = [
  {
    promise: 'P31',
    file: 'server/src/media/mark-stream.ts',
    find: 'if (!walk.marked) controller',
    replace: 'if (walk.marked) controller',
    breaks: 'a file that says nothing of its making gets no mark',
  },
]
