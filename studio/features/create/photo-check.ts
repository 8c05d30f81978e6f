import { LIMITS } from 'kinora/spec/limits'
import type { en } from '../../messages/en.ts'

export type PhotoProblem = keyof typeof en.photoProblem
export type PhotoKind = 'jpeg' | 'png' | 'webp' | 'heic' | 'avif'

/** How many bytes `sniffPhoto` needs. */
export const HEAD_BYTES = 16

/** The kind by its first bytes; names and declared types lie. Undefined when it is no photo we know. */
export function sniffPhoto(head: Uint8Array): PhotoKind | undefined {
  const text = String.fromCharCode(...head.subarray(0, HEAD_BYTES))
  if (text.startsWith('\xff\xd8\xff')) return 'jpeg'
  if (text.startsWith('\x89PNG\r\n\x1a\n')) return 'png'
  if (text.startsWith('RIFF') && text.slice(8, 12) === 'WEBP') return 'webp'
  // ISO/IEC 23008-12: the brand says what codes the picture; heic, heix, hevc, hevx, heim, heis, mif1, msf1.
  if (text.slice(4, 8) === 'ftyp') {
    const brand = text.slice(8, 12)
    if (brand.startsWith('avi')) return 'avif'
    if (/^(he|mif1|msf1)/.test(brand)) return 'heic'
  }
  return undefined
}

/** The server takes these as they are; the rest is turned into JPEG here, if this browser can read it. */
export function goesAsItIs(kind: PhotoKind): boolean {
  return kind === 'jpeg' || kind === 'png' || kind === 'webp'
}

/** What can be said before anything is decoded. */
export function refuseEarly(bytes: number, kind: PhotoKind | undefined): PhotoProblem | undefined {
  if (kind === undefined) return 'type'
  return bytes > LIMITS.imageBytes ? 'size' : undefined
}

/** What can be said once the sides are known, px. */
export function refuseShape(width: number, height: number): PhotoProblem | undefined {
  if (Math.min(width, height) < LIMITS.imageMinSide) return 'small'
  return Math.max(width, height) / Math.min(width, height) > LIMITS.imageMaxRatio ? 'narrow' : undefined
}
