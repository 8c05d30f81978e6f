import type { Planted } from '../planted.ts'

export const PLANTED: readonly Planted[] = [
  {
    promise: 'P20',
    file: 'server/src/api/app.ts',
    find: 'isDiskFull(thrown) ? asFull(thrown) : thrown',
    replace: 'thrown',
    breaks: 'who uploads to a full disk is told that the server had an error, and the SDK repeats it',
    test: 'photos are refused',
  },
  {
    promise: 'P20',
    file: 'server/src/api/multipart.ts',
    find: 'parser.destroy((unwritten ??= cause))',
    replace: '(unwritten ??= cause)',
    breaks: 'who uploads to a full disk waits for an answer until the time for a request is over',
    test: 'photos are refused',
  },
  {
    promise: 'P20',
    file: 'server/src/jobs/drive/keep.ts',
    find: '        if (full++ % FULL_DISK_TOLD',
    replace: '        return giveUp(work, job)\n        if (full++ % FULL_DISK_TOLD',
    breaks: 'a film that finds no room is given up',
    test: 'films wait',
  },
  {
    promise: 'P20',
    file: 'server/src/jobs/written.ts',
    find: 'if (!isDiskFull(thrown)) throw thrown',
    replace: 'throw thrown',
    breaks: 'what an engine took while the disk was full is forgotten, though it will charge for it',
    test: 'what an engine answered',
  },
]
