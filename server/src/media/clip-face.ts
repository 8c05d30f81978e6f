import { execFile } from 'node:child_process'
import { copyFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { MediaFacts } from '../spec/media.ts'
import { BARE_ENVIRONMENT } from './bare-environment.ts'
import { findFaces } from './faces.ts'
import { inspectVideo } from './inspect.ts'
import type { Face } from './person.ts'
import { Refusal } from './photo-check.ts'
import { loadWorkingCopy } from './working-copy.ts'
import type { Photo } from './working-copy.ts'

const run = promisify(execFile)

/** Seconds a clip may have, and how much of it is looked at: OpenAI asked for 2 to 4 (videos-api.md 3.9). */
const MAX_SECONDS = 60
const SEEN_SECONDS = 15
/** Pixels: UHD, either way up. */
const MAX_PIXELS = 3840 * 2160
/** Frames looked at, evenly over the seconds seen. */
const FRAMES = 12
const DECODE_MS = 30_000
/** Long side of a frame, px: more than the local engine ever shows of a photo. */
const LONG_SIDE = 1920

export interface ClipTask {
  readonly source: string
  readonly target: string
  /** Path of the program. */
  readonly ffmpeg: string
  /** An empty folder of this task alone. */
  readonly scratch: string
}

/**
 * The work behind `ClipGate.admit`; runs in the child process.
 * @throws Refusal for a clip that is not taken.
 */
export async function keepBestFace({ source, target, ffmpeg, scratch }: ClipTask): Promise<void> {
  const facts = await inspect(source)
  await decode(ffmpeg, source, scratch, Math.min(facts.seconds, SEEN_SECONDS))
  let best: { readonly path: string; readonly worth: number } | undefined
  for (const name of (await readdir(scratch)).toSorted()) {
    const path = join(scratch, name)
    const photo = await loadWorkingCopy(path)
    const [face] = await findFaces(photo)
    const worth = face ? worthOf(photo, face) : 0
    if (worth > (best?.worth ?? 0)) best = { path, worth }
  }
  if (!best) throw new Refusal('No face was found in the clip. Send one that shows the person from the front.')
  await copyFile(best.path, target)
}

async function inspect(path: string): Promise<MediaFacts> {
  const facts = await inspectVideo(path).catch((thrown: unknown) => {
    if (!(thrown instanceof Error) || 'code' in thrown) throw thrown // the disk's doing, not the clip's
    throw new Refusal(thrown.message, { cause: thrown })
  })
  if (facts.container !== 'mp4') throw new Refusal('The clip is no MP4 video. Accepted are MP4 videos.')
  if (facts.seconds > MAX_SECONDS)
    throw new Refusal(`The clip is ${Math.round(facts.seconds)} s long. Send one of at most ${MAX_SECONDS} s.`)
  if (facts.width * facts.height > MAX_PIXELS)
    throw new Refusal(`The clip is ${facts.width}x${facts.height}. Send one of at most 3840x2160 pixels.`)
  return facts
}

/** media.md section 7: nothing but this file is opened, as MP4 and nothing else, on one thread. */
async function decode(ffmpeg: string, source: string, scratch: string, seconds: number): Promise<void> {
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
}

/** Large, sure and sharp: a face in motion is smeared, and the next frame may not be. */
function worthOf(photo: Photo, face: Face): number {
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
