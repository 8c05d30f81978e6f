import type { Person, Point } from './person.ts'

/** What the layout must know of one head; lengths in face heights, so that they hold at any scale. */
export interface Head {
  /** Half-way between the eyes, photo pixels. */
  readonly eyes: Point
  /** Photo pixels. */
  readonly faceHeight: number
  /** From the eyes up to the top of hair or hat, and down to the chin. */
  readonly up: number
  readonly down: number
  /** From the eyes out to the side of the hair, the wider side. */
  readonly half: number
  /** How far the body reaches out to each side at the height of the head: an arm raised, a hat. */
  readonly reach: { readonly left: number; readonly right: number }
  /** From the eyes to the photo's lower edge. */
  readonly depth: number
}

/** Hats were seen to rise 0.6 above the face box and full hair 0.7 beside its middle; beyond this it is no head. */
const MAX_ABOVE = 0.8
const MAX_HALF = 0.85

export function measureHead(person: Person): Head {
  const { eyes, top, bottom, faceHeight } = frameOfFace(person)
  const headTop = Math.max(person.box.y, top - faceHeight * MAX_ABOVE)
  const chin = bottom + faceHeight * 0.08
  const reach = reachBetween(person, eyes.x, headTop, chin)
  const inFaces = (pixels: number) => pixels / faceHeight
  return {
    eyes,
    faceHeight,
    up: inFaces(eyes.y - headTop),
    down: inFaces(chin - eyes.y),
    half: Math.min(MAX_HALF, inFaces(Math.max(reach.left, reach.right))),
    reach: { left: inFaces(reach.left), right: inFaces(reach.right) },
    depth: inFaces(person.height - eyes.y),
  }
}

/** Without a face the head is guessed: the upper middle of the body. */
function frameOfFace({ face, box }: Person) {
  if (face) {
    const eyes = { x: (face.rightEye.x + face.leftEye.x) / 2, y: (face.rightEye.y + face.leftEye.y) / 2 }
    return { eyes, top: face.y, bottom: face.y + face.height, faceHeight: face.height }
  }
  const faceHeight = box.height * 0.22
  const eyes = { x: box.x + box.width / 2, y: box.y + faceHeight / 2 }
  return { eyes, top: box.y, bottom: box.y + faceHeight, faceHeight }
}

/** Pixels from `middle` to the outermost solid pixel on each side, over rows `top` to `bottom`. */
function reachBetween({ rgba, width, height }: Person, middle: number, top: number, bottom: number) {
  let first = middle
  let last = middle
  for (let y = Math.max(0, Math.round(top)); y < Math.min(height, Math.round(bottom)); y++) {
    for (let x = 0; x < width; x++) {
      if (rgba[(y * width + x) * 4 + 3]! < 128) continue
      first = Math.min(first, x)
      last = Math.max(last, x + 1)
    }
  }
  return { left: middle - first, right: last - middle }
}
