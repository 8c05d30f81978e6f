import { blobAt } from './blob.ts'
import { guidedFilter } from './guided-filter.ts'
import { modelInput, MODEL_SIDE, runModel } from './models.ts'
import type { Box, Face } from './person.ts'
import { clamp, type Plane, plane, sample, smoothstep } from './plane.ts'
import type { Photo } from './working-copy.ts'

/** How much of the person each pixel is, 0 to 1, bent to the photo's own edges. `others`: faces that must not come along. */
export async function findMatte(photo: Photo, face: Face, others: readonly Face[]): Promise<Plane> {
  const rough = await roughMatte(photo, face)
  const own = keepOwn(rough, face, others)
  const long = Math.max(photo.width, photo.height)
  const bent = guidedFilter(photo, own, Math.max(2, Math.round(long / 110)), 2e-4)
  // The filter leaves a haze outside and holes inside: both ends of the scale are pulled flat.
  return plane(photo.width, photo.height, (i) => smoothstep(0.3, 0.84, bent.values[i]!))
}

/** The matte a photo brought with it. */
export function ownAlpha({ rgba, width, height }: Photo): Plane {
  return plane(width, height, (i) => rgba[i * 4 + 3]! / 255)
}

async function segment(photo: Photo, area: Box): Promise<Plane> {
  const outputs = await runModel('selfie', await modelInput(photo, area, 'fill'), (byte) => byte / 255)
  return { values: outputs.get('activation_10')!, width: MODEL_SIDE, height: MODEL_SIDE }
}

/** A view of the whole photo, then finer ones of head and shoulders and of the head, each blended into the last. */
async function roughMatte(photo: Photo, face: Face): Promise<Plane> {
  const { width, height } = photo
  const whole = await segment(photo, { x: 0, y: 0, width, height })
  const matte = plane(width, height, (i) => {
    return sample(whole, ((i % width) + 0.5) / width, (Math.floor(i / width) + 0.5) / height)
  })
  let last = width * height
  for (const view of VIEWS) {
    const area = areaRound(photo, face, view)
    if (area.width * area.height > last * 0.8) continue
    last = area.width * area.height
    blend(matte, await segment(photo, area), photo, area)
  }
  return matte
}

function blend(matte: Plane, fine: Plane, photo: Photo, area: Box): void {
  const fade = Math.min(area.width, area.height) * 0.12
  for (let y = area.y; y < area.y + area.height; y++) {
    for (let x = area.x; x < area.x + area.width; x++) {
      const weight = smoothstep(0, fade, distanceInside(photo, area, x, y))
      const value = sample(fine, (x - area.x + 0.5) / area.width, (y - area.y + 0.5) / area.height)
      const i = y * matte.width + x
      matte.values[i] = matte.values[i]! + weight * (value - matte.values[i]!)
    }
  }
}

/** Areas round a face, in face heights from its middle and its top. */
const VIEWS = [
  { side: 2.2, above: 1.2, below: 4 },
  { side: 1.5, above: 0.9, below: 2 },
] as const

/** Whole pixels, within the photo. */
function areaRound({ width, height }: Photo, face: Face, view: (typeof VIEWS)[number]): Box {
  const middle = face.x + face.width / 2
  const x = Math.round(clamp(middle - face.height * view.side, 0, width - 8))
  const y = Math.round(clamp(face.y - face.height * view.above, 0, height - 8))
  const right = Math.round(clamp(middle + face.height * view.side, x + 8, width))
  const bottom = Math.round(clamp(face.y + face.height * view.below, y + 8, height))
  return { x, y, width: right - x, height: bottom - y }
}

/** Pixels to the nearest edge of `area` that is not the photo's own edge: there is nothing to blend with beyond that. */
function distanceInside(photo: Photo, area: Box, x: number, y: number): number {
  return Math.min(
    area.x > 0 ? x - area.x : Infinity,
    area.y > 0 ? y - area.y : Infinity,
    area.x + area.width < photo.width ? area.x + area.width - x : Infinity,
    area.y + area.height < photo.height ? area.y + area.height - y : Infinity,
  )
}

/** Keeps the blob round the chosen face and, where it runs on into a neighbour, parts the two half-way. */
function keepOwn(matte: Plane, face: Face, others: readonly Face[]): Plane {
  const { width, height } = matte
  const margin = Math.max(3, Math.round(Math.max(width, height) / 120))
  const middle = centreOf(face)
  const parted = others
    .map((other) => ({ x: centreOf(other).x, width: other.width }))
    .filter((other) => Math.abs(other.x - middle.x) > (face.width + other.width) * 0.3)
  const alone = plane(width, height, (i) => {
    let value = matte.values[i]!
    for (const other of parted) {
      const half = (other.x + middle.x) / 2
      const towards = ((i % width) - half) * Math.sign(other.x - middle.x)
      value *= smoothstep(face.width * 0.08, -face.width * 0.08, towards)
    }
    return value
  })
  const blob = blobAt(alone, middle, margin)
  return blob ? plane(width, height, (i) => smoothstep(0.3, 0.75, alone.values[i]!) * blob.values[i]!) : alone
}

function centreOf(box: Box) {
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}
