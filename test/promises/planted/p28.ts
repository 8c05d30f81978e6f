import type { Planted } from '../planted.ts'

export const PLANTED: readonly Planted[] = [
  {
    promise: 'P28',
    file: 'server/src/spec/fault.ts',
    find: 'unsupported_media_type: { status: 415',
    replace: 'unsupported_media_type: { status: 500',
    breaks: 'a body of an unknown type is answered as our own error',
  },
]
