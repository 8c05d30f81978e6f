import { mp4Input, runFfmpeg } from './run-ffmpeg.ts'

/**
 * Decodes the wanted frames (counted from 0) of an MP4, in order, one in memory at a time.
 * @throws Error when ffmpeg fails or the video ends before the last wanted frame.
 */
export async function readFrames(
  { ffmpeg, path, width, height }: { ffmpeg: string; path: string; width: number; height: number },
  wanted: readonly number[],
  take: (frame: number, rgba: Uint8Array) => void,
): Promise<void> {
  const frames = [...new Set(wanted)].toSorted((a, b) => a - b)
  const select = `select='${frames.map((frame) => `eq(n,${frame})`).join('+')}'`
  const pixels = Buffer.alloc(width * height * 4)
  let [filled, taken] = [0, 0]
  const args = ['-filter:v', `${select},format=rgba`, '-vsync', '0', '-f', 'rawvideo', 'pipe:1']
  await runFfmpeg(ffmpeg, [...mp4Input(path), '-an', ...args], (chunk) => {
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
  if (taken !== frames.length) throw new Error(`The video holds ${taken} of the ${frames.length} wanted frames.`)
}
