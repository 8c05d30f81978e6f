import sharp from 'sharp'
import { shrink } from './shrink.ts'

/** Collects a few frames while they are drawn, small. */
export interface Stills {
  /** Whether frame `i` (from 0) is one to hand over. */
  wants(i: number): boolean
  /** All of those. */
  readonly wanted: readonly number[]
  /** Shrinks the frame (straight RGBA) on the spot; the caller may reuse the bytes. Ignores frames not wanted. */
  take(i: number, rgba: Uint8Array): void
  /** WebP, at most 540 px wide. @throws Error when its frame was never taken. */
  thumbnail(): Promise<Buffer>
  /** JPEG: 4 columns and 4 rows in reading order, evenly spaced over the video, each tile at most 180 px high, no gaps. */
  spritesheet(): Promise<Buffer>
}

const THUMBNAIL_WIDTH = 540
/** Where the thumbnail is taken, share of the video: titles have faded, the people stand large. */
const THUMBNAIL_AT = 0.3
const COLUMNS = 4
const ROWS = 4
const TILE_HEIGHT = 180

/** @param video size in pixels and number of frames. */
export function createStills(video: {
  readonly width: number
  readonly height: number
  readonly frames: number
}): Stills {
  const thumb = within(video, THUMBNAIL_WIDTH, Infinity)
  const tile = within(video, Infinity, TILE_HEIGHT)
  const thumbFrame = Math.floor(video.frames * THUMBNAIL_AT)
  const tileFrames = Array.from({ length: COLUMNS * ROWS }, (_, i) =>
    Math.floor(((i + 0.5) * video.frames) / (COLUMNS * ROWS)),
  )
  const tiles = new Map<number, Buffer>()
  let thumbPixels: Buffer | undefined
  return {
    wanted: [thumbFrame, ...tileFrames],
    wants: (i) => i === thumbFrame || tileFrames.includes(i),
    take(i, rgba) {
      if (i === thumbFrame) thumbPixels = shrink(rgba, video, thumb)
      if (tileFrames.includes(i)) tiles.set(i, shrink(rgba, video, tile))
    },
    async thumbnail() {
      if (!thumbPixels) throw new Error(`Frame ${thumbFrame} was never taken, so there is no thumbnail.`)
      return sharp(thumbPixels, { raw: { ...thumb, channels: 3 } })
        .webp({ quality: 80 })
        .toBuffer()
    },
    async spritesheet() {
      const layers = tileFrames.map((frame, i) => {
        const input = tiles.get(frame)
        if (!input) throw new Error(`Frame ${frame} was never taken, so the sheet has a hole.`)
        const left = (i % COLUMNS) * tile.width
        const top = Math.floor(i / COLUMNS) * tile.height
        return { input, raw: { ...tile, channels: 3 as const }, left, top }
      })
      const size = { width: tile.width * COLUMNS, height: tile.height * ROWS }
      const sheet = sharp({ create: { ...size, channels: 3, background: '#000' } }).composite(layers)
      return sheet.jpeg({ quality: 82 }).toBuffer()
    },
  }
}

function within(video: { width: number; height: number }, maxWidth: number, maxHeight: number) {
  const scale = Math.min(1, maxWidth / video.width, maxHeight / video.height)
  return { width: Math.max(1, Math.round(video.width * scale)), height: Math.max(1, Math.round(video.height * scale)) }
}
