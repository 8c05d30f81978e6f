import sharp from 'sharp'
import { LIMITS } from '../spec/limits.ts'

/** Long side in pixels: sharp enough for a 1080p frame, small enough for the matte to take well under a second. */
const LONG_SIDE = 1600

/** A photo in memory: upright, sRGB. */
export interface Photo {
  /** Straight RGBA. */
  readonly rgba: Uint8ClampedArray
  readonly width: number
  readonly height: number
  /** Whether the photo brought its own cut-out: a real part of it is see-through. */
  readonly cutOut: boolean
}

/** The file is no photo that can be decoded: its owner's to mend, unlike everything else that can go wrong here. */
export class UnreadablePhoto extends Error {
  override readonly name = 'UnreadablePhoto'
}

/** @throws UnreadablePhoto when the file cannot be decoded. */
export async function loadWorkingCopy(path: string): Promise<Photo> {
  const { data, info } = await sharp(path, { failOn: 'error', limitInputPixels: LIMITS.imagePixels })
    .autoOrient()
    .toColourspace('srgb')
    .resize(LONG_SIDE, LONG_SIDE, { fit: 'inside', withoutEnlargement: true })
    .ensureAlpha()
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true })
    .catch((cause: unknown) => {
      throw new UnreadablePhoto('The photo cannot be decoded.', { cause })
    })
  const rgba = new Uint8ClampedArray(data.buffer, data.byteOffset, data.byteLength)
  return { rgba, width: info.width, height: info.height, cutOut: isCutOut(rgba) }
}

/** 5 %: rounded corners and stray pixels are less, a person cut out of a photo leaves much more. */
function isCutOut(rgba: Uint8ClampedArray): boolean {
  let clear = 0
  for (let i = 3; i < rgba.length; i += 4) if ((rgba[i] ?? 255) < 16) clear++
  return clear > (rgba.length / 4) * 0.05
}
