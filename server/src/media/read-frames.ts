import { mp4Input, runFfmpeg } from './run-ffmpeg.ts'

interface Source {
  /** Path of the program. */
  readonly ffmpeg: string
  readonly path: string
  /** Frames come in this size, pixels. */
  readonly width: number
  readonly height: number
  /** For the decoder; as many as it likes unless said. */
  readonly threads?: number
}

type Take = (frame: number, rgba: Uint8Array) => void

/**
 * Decodes the wanted frames (counted from 0) of an MP4, in order, one in memory at a time.
 * @throws Error when ffmpeg fails or the video ends before the last wanted frame.
 */
export async function readFrames(source: Source, wanted: readonly number[], take: Take): Promise<void> {
  const taken = await readFramesThere(source, wanted, take)
  const { size } = new Set(wanted)
  if (taken !== size) throw new Error(`The video holds ${taken} of the ${size} wanted frames.`)
}

/** As `readFrames`, of a video that may hold fewer: answers how many there were. @throws Error when ffmpeg fails. */
export async function readFramesThere(source: Source, wanted: readonly number[], take: Take): Promise<number> {
  const { ffmpeg, path, width, height, threads } = source
  const frames = [...new Set(wanted)].toSorted((a, b) => a - b)
  const select = `select='${frames.map((frame) => `eq(n,${frame})`).join('+')}'`
  const filter = `${select},scale=${width}:${height},format=rgba`
  const pixels = Buffer.alloc(width * height * 4)
  let [filled, taken] = [0, 0]
  const input = [...(threads === undefined ? [] : ['-threads', String(threads)]), ...mp4Input(path)]
  const output = ['-filter:v', filter, '-vsync', '0', '-f', 'rawvideo', 'pipe:1']
  await runFfmpeg(ffmpeg, [...input, '-an', ...output], (chunk) => {
    for (let at = 0; at < chunk.length;) {
      const copied = chunk.copy(pixels, filled, at)
      at += copied
      filled += copied
      if (filled < pixels.length) continue
      take(frames[taken] ?? -1, pixels)
      filled = 0
      taken += 1
    }
  })
  return taken
}
