import { between, clamp, createRandom, ease, lerp } from './maths.ts'

/** Where the camera looks. */
export interface View {
  /** Share of the frame's width and height the camera has moved right and down. */
  readonly x: number
  readonly y: number
  /** 1 shows the whole frame. */
  readonly zoom: number
  /** 0 keeps the middle of the frame in place when zooming, 1 keeps the people's eyes there. */
  readonly focus: number
}

/** One uncut move of the camera. */
export interface Shot {
  /** Seconds. */
  readonly start: number
  readonly end: number
  readonly from: View
  readonly to: View
}

/** Above this, another shot for every so many seconds: longer and the eye has seen it all. */
const SECONDS_A_SHOT = 5.5

/** How many shots a video of so many seconds holds. */
export function countShots(seconds: number): number {
  if (seconds <= 5) return 1
  if (seconds <= 9) return 2
  if (seconds <= 16) return 3
  return Math.ceil(seconds / SECONDS_A_SHOT)
}

export function planShots(seconds: number, people: number, seed: number): Shot[] {
  const random = createRandom(seed ^ 0x51a7)
  const count = countShots(seconds)
  const side = random() < 0.5 ? 1 : -1
  const ends = Array.from({ length: count }, (_, index) => {
    if (index === count - 1) return seconds
    const even = (index + 1) / count
    return Math.round((even + between(random, -0.08, 0.08) / count) * seconds * 24) / 24
  })
  return ends.map((end, index) => {
    const [from, to] = move(index, count, people, index % 2 === 0 ? side : -side)
    return { start: ends[index - 1] ?? 0, end, from, to }
  })
}

/** Opens wide, goes close in the middle (to one person, then the other), ends wide: the oldest shape there is. */
function move(index: number, count: number, people: number, side: number): readonly [View, View] {
  if (index === 0) {
    const zoom = count === 1 ? 1.12 : 1.08
    return [view(-0.03 * side, -0.012, 1, 0), view(0.028 * side, 0.004, zoom, count === 1 ? 0.4 : 0.2)]
  }
  if (index === count - 1 && count > 2) return [view(0.018 * side, 0, 1.14, 0.7), view(-0.018 * side, -0.01, 1, 0)]
  if (people === 0) {
    return index % 2 === 1
      ? [view(0.045 * side, 0.012, 1.16, 0), view(-0.045 * side, -0.008, 1.2, 0)]
      : [view(-0.02 * side, -0.02, 1.04, 0), view(0.02 * side, 0.012, 1.16, 0)]
  }
  const lean = people > 1 && count > 3 ? 0.018 * side : 0.009 * side
  return index % 2 === 1
    ? [view(lean, 0, 1.13, 1), view(lean * 0.4, 0, 1.22, 1)]
    : [view(-lean, -0.004, 1.2, 1), view(lean * 0.5, -0.004, 1.1, 0.6)]
}

function view(x: number, y: number, zoom: number, focus: number): View {
  return { x, y, zoom, focus }
}

/** The shot running at a time, in seconds. */
export function shotAt(shots: readonly Shot[], at: number): Shot {
  const shot = shots.find((candidate) => at < candidate.end) ?? shots.at(-1)
  if (!shot) throw new RangeError('a plan without shots')
  return shot
}

export function viewAt(shots: readonly Shot[], at: number): View {
  const { start, end, from, to } = shotAt(shots, at)
  // A third of a second of run-up outside the cut, so that no shot starts or ends at a standstill.
  const share = ease(clamp((at - start + 0.35) / (end - start + 0.7)))
  return {
    x: lerp(from.x, to.x, share),
    y: lerp(from.y, to.y, share),
    zoom: lerp(from.zoom, to.zoom, share),
    focus: lerp(from.focus, to.focus, share),
  }
}
