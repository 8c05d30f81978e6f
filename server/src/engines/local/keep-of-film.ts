import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { picturePeople } from '../../media/film-people.ts'
import { inspectVideo } from '../../media/inspect.ts'
import { Refusal } from '../../media/photo-check.ts'
import { writeSound } from '../../media/stitch.ts'
import { PhotoFault } from './faults.ts'
import type { RenderTask } from './protocol.ts'

/** How much of a film is looked at, seconds. */
const SEEN_SECONDS = 30

/** What an edit takes over from a film that was made elsewhere; its size and length are in the order. */
export interface Kept {
  /** Pictures, one a person; of a film without a face one still. */
  readonly photos: readonly string[]
  /** A WAV as long as the video; absent: the film is silent. */
  readonly sound?: string
  /** Says what was kept and what was not. */
  readonly warning: string
  /** False: the picture is a still of the film, and the warning says so. */
  readonly people: boolean
}

/** @throws PhotoFault when the film cannot be decoded. */
export async function keepOfFilm(
  film: string,
  { order, ffmpeg, workFolder }: Pick<RenderTask, 'order' | 'ffmpeg' | 'workFolder'>,
): Promise<Kept> {
  const facts = await inspectVideo(film)
  const scratch = join(workFolder, 'film')
  await mkdir(scratch)
  const seconds = Math.min(facts.seconds, SEEN_SECONDS)
  const { pictures, faces } = await picturePeople({ source: film, ffmpeg, scratch, seconds }).catch(
    (cause: unknown) => {
      if (!(cause instanceof Refusal)) throw cause
      throw new PhotoFault('The uploaded film could not be decoded. Send it again as an MP4 with H.264.', { cause })
    },
  )
  const sound = facts.audioCodec === null ? undefined : join(workFolder, 'film.wav')
  if (sound !== undefined) await writeSound({ ffmpeg, path: film, seconds: order.seconds }, sound)
  return {
    photos: pictures,
    ...(sound !== undefined && { sound }),
    warning: tellKept(faces, sound !== undefined),
    people: faces > 0,
  }
}

const SHOWN = [
  'a still of it as a framed print, because no face was found',
  'the one person found in the frame that shows a face best',
  'the two people found in the frame that shows them best',
]

function tellKept(faces: number, sound: boolean): string {
  const kept = sound ? 'size, length and sound' : 'size and length (it has no sound)'
  return `Of the uploaded film were kept: its ${kept}, and ${SHOWN[faces]}. The scene, the movement and the camera are drawn anew.`
}
