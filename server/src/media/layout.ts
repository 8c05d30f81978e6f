import { type Head, measureHead } from './head.ts'
import type { Person, Placement } from './person.ts'

/** Pixels. */
interface Size {
  readonly width: number
  readonly height: number
}

/** A photo cut off at the bottom must end this far below the frame, so that camera moves never show its edge. */
const BELOW_FRAME = 1.05
/** Free border round heads and cards, share of the frame's side. */
const MARGIN = 0.02
/** Distance of two faces, share of the frame's width and, on wide frames, in face heights. */
const APART = 0.43
const APART_IN_FACES = 3.6
/** Half a face and a little air, in face heights: what nobody else may cover. */
const KEEP_CLEAR = 0.55
/** Half the widest card beside somebody else, share of the frame's width. */
const CARD_HALF = 0.2

/** Shares of the frame's height, tall frames and others apart (media.md section 5). */
const TALL = { face: 0.15, maxFace: 0.2, eyes: 0.5, lowEyes: 0.7, card: 0.5 } as const
const WIDE = { face: 0.24, maxFace: 0.36, eyes: 0.42, lowEyes: 0.6, card: 0.66 } as const

/**
 * Where up to two people stand: faces of one height, all eyes on one line. Bodies cut off by their photo leave the frame
 * at the bottom; no head leaves it; nobody covers another's face. Prints stand upright and whole within the frame.
 * @throws Error with more than two people.
 */
export function placePeople(people: readonly Person[], frame: Size): readonly Placement[] {
  if (people.length > 2) throw new Error(`placePeople takes at most two people, not ${people.length}.`)
  const heads = people.map((person) => (person.form === 'cutout' ? measureHead(person) : null))
  const { faceHeight, eyeLine, centres } = fit(people, heads, frame)
  return people.map((person, i) => {
    const centreX = centres[i]!
    const head = heads[i]
    return head
      ? placeCutout(person, head, { faceHeight, eyeLine, centreX }, frame)
      : placePrint(person, people.length, eyeLine, centreX, frame)
  })
}

function fit(people: readonly Person[], heads: readonly (Head | null)[], frame: Size) {
  const shape = frame.height > frame.width ? TALL : WIDE
  const widest = widestFace(heads, frame)
  const wanted = frame.width * (people.length === 2 ? 0.27 : 0.36)
  const cut = heads.filter((head, i) => head !== null && people[i]?.cut.bottom === true)
  const { faceHeight, eyeLine } = sink(heads, cut, shape, {
    frame,
    wanted: Math.min(frame.height * shape.face, wanted, widest),
    most: Math.min(frame.height * shape.maxFace, widest),
  })
  const apart = Math.min(frame.width * APART, faceHeight * Math.max(APART_IN_FACES, neededApart(heads)))
  const middle = frame.width / 2
  const prints = heads.some((head) => head === null)
  const half = (prints ? frame.width * APART : apart) / 2
  return { faceHeight, eyeLine, centres: people.length === 2 ? [middle - half, middle + half] : [middle] }
}

/** The largest face, pixels, at which heads stay in the frame and clear of each other. */
function widestFace(heads: readonly (Head | null)[], { width }: Size): number {
  const [first, second] = heads
  const alone = heads.length < 2
  const centre = alone ? width / 2 : (width - width * APART) / 2
  const limits = [width * (alone ? 0.45 : 0.34)]
  for (const head of heads) if (head) limits.push((centre - width * MARGIN) / head.half)
  if (first && second) limits.push((width * APART) / neededApart(heads))
  else if (!alone && first) limits.push((width * (APART - CARD_HALF)) / first.reach.right)
  else if (!alone && second) limits.push((width * (APART - CARD_HALF)) / second.reach.left)
  return Math.min(...limits)
}

/** Least distance of two faces, in face heights, at which neither body covers the other's face. */
function neededApart([first, second]: readonly (Head | null | undefined)[]): number {
  return first && second ? Math.max(first.reach.right, second.reach.left) + KEEP_CLEAR : 0
}

interface Room {
  readonly frame: Size
  /** Face heights, pixels. */
  readonly wanted: number
  readonly most: number
}

/**
 * Lets cut-off bodies leave the frame: first the eyes go down to a line that still looks right, then the faces grow, then
 * the eyes go down as far as the chins allow.
 */
function sink(
  heads: readonly (Head | null)[],
  cut: readonly (Head | null)[],
  shape: typeof TALL | typeof WIDE,
  { frame: { height }, wanted, most }: Room,
): { faceHeight: number; eyeLine: number } {
  const depth = Math.min(...cut.map((head) => head?.depth ?? Infinity))
  const floor = height * BELOW_FRAME
  let faceHeight = wanted
  let eyeLine = height * shape.eyes
  const short = () => Number.isFinite(depth) && eyeLine + depth * faceHeight < floor
  if (short()) eyeLine = Math.min(floor - depth * faceHeight, height * shape.lowEyes)
  if (short()) faceHeight = Math.max(faceHeight, Math.min((floor - eyeLine) / depth, most))
  const lowest = height * (1 - MARGIN) - Math.max(0, ...heads.map((head) => head?.down ?? 0)) * faceHeight
  if (short()) eyeLine = Math.max(eyeLine, Math.min(floor - depth * faceHeight, lowest))
  return { faceHeight, eyeLine }
}

type Spot = Pick<Placement, 'faceHeight' | 'eyeLine' | 'centreX'>

function placeCutout(person: Person, head: Head, spot: Spot, frame: Size): Placement {
  const scale = spot.faceHeight / head.faceHeight
  const y = spot.eyeLine - head.eyes.y * scale
  const bottom = y + person.height * scale
  const bottomGap = person.cut.bottom ? Math.max(0, frame.height - bottom) : 0
  return { person, scale, x: spot.centreX - head.eyes.x * scale, y, ...spot, bottomGap }
}

/** A card fills its half of the frame; its face, or its upper third, stands on the eye line where the card's size lets it. */
function placePrint(person: Person, count: number, eyeLine: number, centreX: number, frame: Size): Placement {
  const shape = frame.height > frame.width ? TALL : WIDE
  const widest = frame.width * (count === 2 ? CARD_HALF * 2 : 0.7)
  const scale = Math.min(widest / person.width, (frame.height * shape.card) / person.height)
  const cardHeight = person.height * scale
  const { face } = person
  const eyes = face ? ((face.rightEye.y + face.leftEye.y) / 2) * scale : cardHeight / 3
  const air = frame.height * MARGIN * 2
  const y = Math.max(air, Math.min(eyeLine - eyes, frame.height - air - cardHeight))
  const faceHeight = face ? face.height * scale : cardHeight / 3
  return { person, scale, x: centreX - (person.width * scale) / 2, y, eyeLine, faceHeight, centreX, bottomGap: 0 }
}
