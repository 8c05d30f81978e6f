import { open, rm } from 'node:fs/promises'
import sharp from 'sharp'
import { LIMITS } from '../spec/limits.ts'
import type { PhotoGate } from '../spec/media.ts'
import { sniff, SNIFF_BYTES } from './sniff.ts'

/** Why a photo is not taken, in words for the client. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
}

type Admitted = Awaited<ReturnType<PhotoGate['admit']>>
interface Pixels {
  readonly data: Buffer
  readonly width: number
  readonly height: number
}

const ACCEPTED = 'Accepted are JPEG, PNG, WebP and AVIF photos.'
/** Pixels, long side of the kept copy. */
const KEPT_SIDE = 4096
/** Alpha from which a pixel looks solid: scanners and editors leave 254s behind. */
const SOLID_ALPHA = 250

/** Leaves libvips with the loaders of the accepted formats: whatever else it can read, it cannot be made to. */
export function blockOtherLoaders(): void {
  sharp.concurrency(1)
  sharp.cache(false)
  sharp.block({ operation: ['VipsForeignLoad'] })
  const kept = ['Jpeg', 'Png', 'Webp', 'Heif'].map((format) => `VipsForeignLoad${format}File`)
  sharp.unblock({ operation: kept })
}

/**
 * The work behind `PhotoGate.admit`; runs in the child process.
 * @throws Refusal for a photo that is not taken.
 */
export async function checkPhoto(source: string, target: string): Promise<Admitted> {
  await checkHead(source)
  const size = await checkHeader(source)
  const pixels = await decode(source)
  try {
    return await encode(pixels, target)
  } catch (cause) {
    await rm(target, { force: true })
    throw new Error(`The copy of a ${size.width}x${size.height} photo could not be written.`, { cause })
  }
}

async function checkHead(source: string): Promise<void> {
  const file = await open(source, 'r')
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(SNIFF_BYTES), 0, SNIFF_BYTES, 0)
    if (bytesRead === 0) throw new Refusal(`The photo is empty. ${ACCEPTED}`)
    const seen = sniff(buffer.subarray(0, bytesRead))
    if (!seen.accepted) throw new Refusal(`The photo is ${seen.name}. ${ACCEPTED}`)
    if (seen.animated) throw new Refusal(`The photo is animated. Send a still picture. ${ACCEPTED}`)
  } finally {
    await file.close()
  }
}

/** Decides by the header alone: a small file that claims to be huge is never unpacked. */
async function checkHeader(source: string): Promise<{ width: number; height: number }> {
  const meta = await sharp(source, { failOn: 'error', limitInputPixels: false }).metadata().catch(damaged)
  const { width, height } = meta
  const said = `The photo is ${width}x${height} pixels`
  if ((meta.pages ?? 1) > 1)
    throw new Refusal(`The photo holds ${meta.pages} pictures. Send a single still one. ${ACCEPTED}`)
  const most = meta.format === 'heif' ? LIMITS.avifPixels : LIMITS.imagePixels
  if (width * height > most) {
    const advice =
      most === LIMITS.imagePixels ? '. Send a smaller one.' : ', the most for an AVIF. Send a smaller one, or a JPEG.'
    throw new Refusal(`${said}, which is more than ${most / 1e6} million${advice}`)
  }
  const short = Math.min(width, height)
  if (short < LIMITS.imageMinSide) {
    throw new Refusal(`${said}. Both sides must have at least ${LIMITS.imageMinSide} pixels.`)
  }
  if (Math.max(width, height) > short * LIMITS.imageMaxRatio) {
    throw new Refusal(`${said}. One side may be at most ${LIMITS.imageMaxRatio} times the other.`)
  }
  return { width, height }
}

function openImage(source: string) {
  return sharp(source, { failOn: 'error', limitInputPixels: LIMITS.imagePixels })
}

/** Straight RGBA, upright, sRGB, 8 bit, within the kept size. Raw pixels carry no metadata, so none can slip through. */
async function decode(source: string): Promise<Pixels> {
  const { data, info } = await openImage(source)
    .autoOrient()
    .resize(KEPT_SIDE, KEPT_SIDE, { fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb')
    .ensureAlpha()
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true })
    .catch(damaged)
  return { data, width: info.width, height: info.height }
}

function damaged(cause: unknown): never {
  throw new Refusal(`The photo is damaged or incomplete and cannot be read. ${ACCEPTED}`, { cause })
}

async function encode({ data, width, height }: Pixels, target: string): Promise<Admitted> {
  const image = sharp(data, { raw: { width, height, channels: 4 } })
  if (isSolid(data)) {
    await image.removeAlpha().jpeg({ quality: 92, chromaSubsampling: '4:4:4' }).toFile(target)
    return { mediaType: 'image/jpeg', width, height }
  }
  await image.png({ compressionLevel: 6 }).toFile(target)
  return { mediaType: 'image/png', width, height }
}

function isSolid(rgba: Buffer): boolean {
  for (let i = 3; i < rgba.length; i += 4) if (rgba[i]! < SOLID_ALPHA) return false
  return true
}
