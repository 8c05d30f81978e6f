import type { Planted } from '../planted.ts'

export const PLANTED: readonly Planted[] = [
  {
    promise: 'P14',
    file: 'server/src/api/turnstile.ts',
    find: 'await before',
    replace: 'void before',
    breaks: 'every request holds its data URLs in memory at the same time',
    test: '8 uploads',
  },
  {
    promise: 'P14',
    file: 'server/src/media/photo-check.ts',
    find: 'width * height > most',
    replace: 'width * height > 50_000_000',
    breaks: 'an AVIF may be as large as any other photo',
    test: 'whatever an image',
  },
]
