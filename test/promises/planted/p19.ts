import type { Planted } from '../planted.ts'

export const PLANTED: readonly Planted[] = [
  {
    promise: 'P19',
    file: 'server/src/store/node-sqlite.ts',
    find: 'pragma synchronous = full',
    replace: 'pragma synchronous = normal',
    breaks: 'an order is acknowledged before it is on the disk',
  },
  {
    promise: 'P19',
    file: 'server/src/store/folder-blobs.ts',
    find: '    await file.sync()\n',
    replace: '',
    breaks: 'a video is called completed before its bytes are on the disk',
  },
  {
    promise: 'P19',
    file: 'server/src/secret-file.ts',
    find: '    fsyncSync(handle)\n',
    replace: '',
    breaks: 'after a power cut the key of the webhooks is an empty file, and nothing starts',
  },
]
