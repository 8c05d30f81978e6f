import { copyFile } from 'node:fs/promises'
import type { MediaFacts } from '../spec/media.ts'
import { decodeFrames, worthOf } from './clip-frames.ts'
import { findFaces } from './faces.ts'
import { inspectVideo } from './inspect.ts'
import { Refusal } from './photo-check.ts'
import { loadWorkingCopy } from './working-copy.ts'

/** Seconds a clip may have, and how much of it is looked at: OpenAI asked for 2 to 4 (videos-api.md 3.9). */
const MAX_SECONDS = 60
const SEEN_SECONDS = 15
/** Pixels: UHD, either way up. */
const MAX_PIXELS = 3840 * 2160

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
  let best: { readonly path: string; readonly worth: number } | undefined
  for (const path of await decodeFrames({ ffmpeg, source, scratch, seconds: Math.min(facts.seconds, SEEN_SECONDS) })) {
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
