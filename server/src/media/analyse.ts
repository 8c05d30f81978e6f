import { cleanEdges } from './edges.ts'
import { findFaces } from './faces.ts'
import { findMatte, ownAlpha } from './matte.ts'
import type { Box, Colour, Face, Person } from './person.ts'
import type { Plane } from './plane.ts'
import { loadWorkingCopy, type Photo } from './working-copy.ts'

/** Matte from which a pixel counts as the person, for cover and bounds. */
const BODY = 0.4
/** Share of the photo the person may cover; outside, the matte has surely failed (media.md section 5). */
const COVER = { min: 0.04, max: 0.93 } as const
/** Pixels: below this a face looks soft when it is shown large. */
const SMALL_FACE = 64

/**
 * Finds the person in a photo and cuts them out. Never refuses a photo that decodes: without a usable cut-out the
 * person's `form` is `print`, and a warning says so.
 * @throws UnreadablePhoto when the file cannot be decoded.
 */
export async function analysePhoto(path: string): Promise<Person> {
  const photo = await loadWorkingCopy(path)
  const faces = await findFaces(photo)
  const [face, ...others] = faces
  if (!face) return print(photo, null, ['No face was found in the photo, so it is shown whole, as a framed print.'])
  const warnings = faceWarnings(face, faces.length)
  const matte = photo.cutOut ? ownAlpha(photo) : await findMatte(photo, face, others)
  const { box, cover } = measure(matte)
  if (cover < COVER.min || cover > COVER.max) {
    const reason = 'The person could not be told from the background, so the photo is shown whole, as a framed print.'
    return print(photo, face, [...warnings, reason])
  }
  return {
    rgba: cleanEdges(photo.rgba, matte),
    width: photo.width,
    height: photo.height,
    face,
    box,
    skin: skinOf(photo, face),
    cut: cutOf(photo, box),
    form: 'cutout',
    warnings,
  }
}

function faceWarnings(face: Face, count: number): string[] {
  const warnings: string[] = []
  if (count > 1) warnings.push(`${count} faces were found in the photo; the largest one was taken.`)
  const height = Math.round(face.height)
  if (height < SMALL_FACE) {
    warnings.push(
      `The face is only ${height} pixels high in the photo, so it may look soft; a closer photo looks better.`,
    )
  }
  return warnings
}

function print(photo: Photo, face: Face | null, warnings: readonly string[]): Person {
  const { rgba, width, height } = photo
  return {
    rgba,
    width,
    height,
    face,
    box: { x: 0, y: 0, width, height },
    skin: face && skinOf(photo, face),
    cut: { top: false, right: false, bottom: false, left: false },
    form: 'print',
    warnings,
  }
}

function measure({ values, width, height }: Plane): { box: Box; cover: number } {
  let left = width
  let top = height
  let right = -1
  let bottom = -1
  let count = 0
  for (let i = 0; i < values.length; i++) {
    if (values[i]! <= BODY) continue
    const x = i % width
    const y = Math.floor(i / width)
    left = Math.min(left, x)
    right = Math.max(right, x)
    top = Math.min(top, y)
    bottom = Math.max(bottom, y)
    count++
  }
  return { box: { x: left, y: top, width: right - left + 1, height: bottom - top + 1 }, cover: count / values.length }
}

/** A matte ends a few pixels before the edge it runs into: 1.2 % counts as touching. */
function cutOf(photo: Photo, box: Box): Person['cut'] {
  const marginX = photo.width * 0.012
  const marginY = photo.height * 0.012
  return {
    top: box.y < marginY,
    left: box.x < marginX,
    right: box.x + box.width > photo.width - marginX,
    bottom: box.y + box.height > photo.height - marginY,
  }
}

/** Cheeks, nose and mouth: the middle half across, below the brows and above the chin. */
function skinOf({ rgba, width, height }: Photo, face: Face): Colour | null {
  const sum = { red: 0, green: 0, blue: 0 }
  let count = 0
  const bottom = Math.min(height, Math.round(face.y + face.height * 0.85))
  const right = Math.min(width, Math.round(face.x + face.width * 0.75))
  for (let y = Math.max(0, Math.round(face.y + face.height * 0.35)); y < bottom; y++) {
    for (let x = Math.max(0, Math.round(face.x + face.width * 0.25)); x < right; x++) {
      const at = (y * width + x) * 4
      sum.red += rgba[at]!
      sum.green += rgba[at + 1]!
      sum.blue += rgba[at + 2]!
      count++
    }
  }
  return count === 0 ? null : { red: sum.red / count, green: sum.green / count, blue: sum.blue / count }
}
