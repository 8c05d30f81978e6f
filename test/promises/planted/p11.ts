import type { Planted } from '../planted.ts'

export const PLANTED: readonly Planted[] = [
  {
    promise: 'P11',
    file: 'server/src/media/public-address.ts',
    find: 'if (addresses.every((address) => isReachable(address, allowPrivate))) return',
    replace: 'if (addresses.some((address) => isReachable(address, allowPrivate))) return',
    breaks: 'one public address of a name lets its private ones be called',
  },
]
