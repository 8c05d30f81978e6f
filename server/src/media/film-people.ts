import { join } from 'node:path'
import sharp from 'sharp'
import { decodeFrames, type FramesWanted, worthOf } from './clip-frames.ts'
import { findFaces } from './faces.ts'
import type { Face } from './person.ts'
import { loadWorkingCopy } from './working-copy.ts'

/** A second face smaller than this share of the first is someone in the background. */
const BESIDE = 0.4

interface Seen {
  readonly path: string
  /** One or two, from left to right. */
  readonly faces: readonly Face[]
  readonly worth: number
  /** Pixels, as the faces are measured. */
  readonly width: number
}

/**
 * A picture of each of at most two people in a film, from left to right, taken from the frame that shows most of them
 * best: two faces of one frame are surely two people, those of two frames may be one. A film without a face gives the
 * frame in its middle. @throws Refusal when it cannot be decoded.
 */
export async function picturePeople(
  wanted: FramesWanted,
): Promise<{ readonly pictures: readonly string[]; readonly faces: number }> {
  const frames = await decodeFrames(wanted)
  let best: Seen | undefined
  for (const path of frames) {
    const seen = await look(path)
    if (!best || seen.faces.length > best.faces.length) best = seen
    else if (seen.faces.length === best.faces.length && seen.worth > best.worth) best = seen
  }
  const [first, second] = best?.faces ?? []
  if (!best || !first) return { pictures: frames.slice(Math.floor(frames.length / 2)).slice(0, 1), faces: 0 }
  if (!second) return { pictures: [best.path], faces: 1 }
  const cut = (first.x + first.width + second.x) / 2 / best.width
  return { pictures: await split(best.path, cut, wanted.scratch), faces: 2 }
}

async function look(path: string): Promise<Seen> {
  const photo = await loadWorkingCopy(path)
  const [first, ...others] = await findFaces(photo)
  const second = first && others.find((face) => face.height >= first.height * BESIDE && beside(first, face))
  const faces = [first, second].filter((face) => face !== undefined).toSorted((a, b) => a.x - b.x)
  const worth = Math.min(...faces.map((face) => worthOf(photo, face)))
  return { path, faces, worth, width: photo.width }
}

/** Neither reaches over the other, so a straight cut parts them. */
const beside = (a: Face, b: Face): boolean => a.x + a.width <= b.x || b.x + b.width <= a.x

/** Both parts of a picture that is cut at this share of its width. */
async function split(path: string, at: number, folder: string): Promise<string[]> {
  const { width, height } = await sharp(path).metadata()
  const middle = Math.round(width * at)
  const parts = [
    { left: 0, top: 0, width: middle, height },
    { left: middle, top: 0, width: width - middle, height },
  ]
  return Promise.all(
    parts.map(async (part, index) => {
      const target = join(folder, `half-${index + 1}.png`)
      await sharp(path).extract(part).png().toFile(target)
      return target
    }),
  )
}
