import { MODEL_SIDE, modelInput, runModel } from './models.ts'
import type { Box, Face, Point } from './person.ts'
import type { Photo } from './working-copy.ts'

/** 0.64 was a false hit on the back of a head (media.md section 4). */
const GOOD_SCORE = 0.7
const MAX_TILES = 10
/** A tile smaller than this holds too few pixels for a face to be worth finding. */
const MIN_TILE = 128

/** BlazeFace-back: two grids of anchors, `perCell` at every cell centre. */
const GRIDS = [
  { boxes: 'Identity_2', scores: 'Identity', cells: 16, perCell: 2 },
  { boxes: 'Identity_3', scores: 'Identity_1', cells: 8, perCell: 6 },
] as const
/** Numbers per anchor: centre, size, then six points (right eye, left eye, nose, mouth, ears), each x and y. */
const VALUES_PER_ANCHOR = 16

/** Every face that is surely one, the largest first. */
export async function findFaces(photo: Photo): Promise<readonly Face[]> {
  let faces = await findIn(photo, { x: 0, y: 0, width: photo.width, height: photo.height })
  if (faces.length === 0) {
    for (const tile of tiles(photo.width, photo.height)) faces = faces.concat(await findIn(photo, tile))
  }
  return dropDoubles(faces).sort((a, b) => b.width * b.height - a.width * a.height)
}

async function findIn(photo: Photo, area: Box): Promise<Face[]> {
  const input = await modelInput(photo, area, 'contain')
  const outputs = await runModel('blazeface', input, (byte) => byte / 127.5 - 1)
  const pixels = Math.max(area.width, area.height) / MODEL_SIDE
  return GRIDS.flatMap(({ boxes, scores, cells, perCell }) => {
    const values = outputs.get(boxes)!
    return Array.from(outputs.get(scores)!, (logit, i) => ({ score: 1 / (1 + Math.exp(-logit)), i }))
      .filter(({ score }) => score >= GOOD_SCORE)
      .map(({ score, i }) => {
        const cell = Math.floor(i / perCell)
        const anchor = { x: centre(cell % cells, cells), y: centre(Math.floor(cell / cells), cells) }
        return decode(values.subarray(i * VALUES_PER_ANCHOR, (i + 1) * VALUES_PER_ANCHOR), score, (x, y) => ({
          x: area.x + (anchor.x + x) * pixels,
          y: area.y + (anchor.y + y) * pixels,
        }))
      })
  })
}

function centre(cell: number, cells: number): number {
  return ((cell + 0.5) / cells) * MODEL_SIDE
}

function decode(values: Float32Array, score: number, toPhoto: (x: number, y: number) => Point): Face {
  const [x = 0, y = 0, width = 0, height = 0, rightX = 0, rightY = 0, leftX = 0, leftY = 0] = values
  const topLeft = toPhoto(x - width / 2, y - height / 2)
  const bottomRight = toPhoto(x + width / 2, y + height / 2)
  return {
    ...topLeft,
    width: bottomRight.x - topLeft.x,
    height: bottomRight.y - topLeft.y,
    score,
    rightEye: toPhoto(rightX, rightY),
    leftEye: toPhoto(leftX, leftY),
  }
}

/** Overlapping squares for faces too small in the whole view: first as large as they come, then about half of that. */
export function tiles(width: number, height: number): readonly Box[] {
  const short = Math.min(width, height)
  const found: Box[] = []
  for (const side of [short, Math.round(short * 0.55)]) {
    if (side < MIN_TILE) continue
    const columns = steps(width, side)
    const rows = steps(height, side)
    if (found.length + columns.length * rows.length > MAX_TILES) continue
    for (const y of rows) for (const x of columns) found.push({ x, y, width: side, height: side })
  }
  return found
}

/** Starts of windows of `side` over `length`, overlapping by about two fifths, never more than the cap. */
function steps(length: number, side: number): readonly number[] {
  const count = Math.min(MAX_TILES, Math.ceil((length - side) / (side * 0.6)) + 1)
  if (count === 1) return [0]
  return Array.from({ length: count }, (_, i) => Math.round((i * (length - side)) / (count - 1)))
}

/** Keeps the surest of faces that overlap by more than 0.3 of their union. */
function dropDoubles(faces: readonly Face[]): Face[] {
  const kept: Face[] = []
  for (const face of faces.toSorted((a, b) => b.score - a.score)) {
    if (kept.every((other) => overlap(face, other) <= 0.3)) kept.push(face)
  }
  return kept
}

function overlap(a: Box, b: Box): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y)
  const shared = Math.max(0, width) * Math.max(0, height)
  return shared / (a.width * a.height + b.width * b.height - shared)
}
