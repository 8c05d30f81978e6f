import { execFile } from 'node:child_process'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { BARE_ENVIRONMENT } from './bare-environment.ts'
import type { Face } from './person.ts'
import { Refusal } from './photo-check.ts'
import type { Photo } from './working-copy.ts'

const run = promisify(execFile)

/** Frames looked at. */
const FRAMES = 12
const DECODE_MS = 30_000
/** Long side of a frame, px: more than the local engine ever shows of a photo. */
const LONG_SIDE = 1920

export interface FramesWanted {
  readonly source: string
  /** Path of the program. */
  readonly ffmpeg: string
  /** An empty folder for the frames. */
  readonly scratch: string
  /** From the beginning. */
  readonly seconds: number
}

/**
 * Frames as PNG files, in order, evenly over the seconds seen. media.md section 7: nothing but this file is opened, as
 * MP4 and nothing else, on one thread. @throws Refusal when not one frame can be decoded.
 */
export async function decodeFrames({ source, ffmpeg, scratch, seconds }: FramesWanted): Promise<string[]> {
  const long = `if(gt(iw,ih),min(${LONG_SIDE},iw),-2)`
  const short = `if(gt(iw,ih),-2,min(${LONG_SIDE},ih))`
  const filter = `fps=${Math.min(30, FRAMES / seconds).toFixed(4)},scale=w='${long}':h='${short}'`
  const input = ['-protocol_whitelist', 'file,pipe', '-f', 'mov', '-threads', '1', '-t', String(seconds), '-i', source]
  const output = ['-an', '-sn', '-dn', '-vf', filter, '-frames:v', String(FRAMES), '-c:v', 'png', '-f', 'image2']
  const flags = ['-hide_banner', '-loglevel', 'error', '-nostdin', '-y']
  // The pattern is relative: a folder's own name may hold a `%`.
  const options = { cwd: scratch, env: BARE_ENVIRONMENT, timeout: DECODE_MS, killSignal: 'SIGKILL' } as const
  try {
    await run(ffmpeg, [...flags, ...input, ...output, 'frame-%02d.png'], options)
  } catch (cause) {
    if ((await readdir(scratch)).length === 0) throw new Refusal('The clip cannot be decoded. Send another.', { cause })
  }
  return (await readdir(scratch)).toSorted().map((name) => join(scratch, name))
}

/** Large, sure and sharp: a face in motion is smeared, and the next frame may not be. */
export function worthOf(photo: Photo, face: Face): number {
  return face.score * Math.sqrt(Math.max(1, face.height)) * sharpness(photo, face)
}

/** Mean difference of neighbouring pixels within the face, in green, which carries most of the light. */
function sharpness({ rgba, width, height }: Photo, face: Face): number {
  const right = Math.min(width - 1, Math.round(face.x + face.width))
  const bottom = Math.min(height - 1, Math.round(face.y + face.height))
  let sum = 0
  let count = 0
  for (let y = Math.max(0, Math.round(face.y)); y < bottom; y++)
    for (let x = Math.max(0, Math.round(face.x)); x < right; x++) {
      const at = (y * width + x) * 4 + 1
      sum += Math.abs((rgba[at] ?? 0) - (rgba[at + 4] ?? 0)) + Math.abs((rgba[at] ?? 0) - (rgba[at + width * 4] ?? 0))
      count++
    }
  return count === 0 ? 0 : 1 + sum / count
}
