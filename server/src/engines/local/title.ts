import { createCanvas } from '@napi-rs/canvas'
import type { Box, Placement } from '../../media/person.ts'
import type { Camera } from './camera.ts'
import { registerFonts } from './fonts.ts'
import type { Plan } from './plan.ts'
import { phrasesOf } from './wording.ts'

/** Seconds: the title fades in over the first pair and out over the second. */
export interface TitleTimes {
  readonly in: readonly [number, number]
  readonly out: readonly [number, number]
}

/** A title set in type, frame pixels. */
export interface SetTitle {
  readonly lines: readonly string[]
  /** Font size, px. */
  readonly size: number
  /** What the letters cover. */
  readonly box: Box
  /** True when there was no room above the heads and it stands below the chins. */
  readonly low: boolean
}

const LEADING = 1.14
/** Smallest title, times the unit; smaller is a caption. */
const SMALLEST = 30

/** The title lives in the first shot, and leaves before its cut. */
export function titleTimes(plan: Plan): TitleTimes {
  const quick = Math.min(1, plan.seconds / 4)
  const last = (plan.cuts[0] ?? plan.seconds) - 0.3 * quick
  const gone = Math.min(plan.seconds * 0.62, 4, last)
  return { in: [0.3 * quick, 1.05 * quick], out: [gone - 0.6 * quick, gone] }
}

/** Finds the largest setting of the title that touches no head while it is shown; null when there is no title. */
export function setTitle(plan: Plan, placements: readonly Placement[], camera: Camera): SetTitle | null {
  if (plan.title === '') return null
  const unit = Math.min(plan.width, plan.height) / 720
  const { headTop, chin } = freeBand(plan, placements, camera)
  const tall = plan.height > plan.width
  const top = Math.max(66 * unit, (tall ? 0.085 : 0.1) * plan.height)
  const above = fit(plan, top, Math.min(headTop - 22 * unit, (tall ? 0.42 : 0.5) * plan.height))
  if (above.size >= SMALLEST * unit) return { ...above, low: false }
  const below = fit(plan, chin + 20 * unit, 0.94 * plan.height)
  if (below.size >= SMALLEST * 0.6 * unit) return { ...below, low: true }
  return null
}

/** The highest any head and the lowest any chin comes while the title is shown, frame pixels. */
function freeBand(plan: Plan, placements: readonly Placement[], camera: Camera) {
  const times = titleTimes(plan)
  let headTop = plan.height
  let chin = 0
  for (let step = 0; step <= 16; step++) {
    const seconds = times.in[0] + ((times.out[1] - times.in[0]) * step) / 16
    const { zoom, moveY } = camera.project(seconds, 1)
    for (const { person, y, scale, eyeLine, faceHeight } of placements) {
      const head = person.form === 'print' ? y - 0.05 * person.height * scale : y + person.box.y * scale
      headTop = Math.min(headTop, head * zoom + moveY)
      const low = person.form === 'print' ? y + person.height * scale * 1.08 : eyeLine + faceHeight * 0.75
      chin = Math.max(chin, low * zoom + moveY)
    }
  }
  return { headTop, chin }
}

function fit(plan: Plan, top: number, bottom: number): Omit<SetTitle, 'low'> {
  const unit = Math.min(plan.width, plan.height) / 720
  const tall = plan.height > plan.width
  const room = { width: plan.width * (tall ? 0.84 : 0.74), height: Math.max(0, bottom - top) }
  const measure = createCanvas(1, 1).getContext('2d')
  measure.font = `100px ${registerFonts().title}`
  let best: { lines: readonly string[]; size: number; worth: number } = { lines: [], size: 0, worth: -1 }
  for (const { lines, torn } of breakings(plan.title)) {
    const widest = Math.max(...lines.map((line) => measure.measureText(line).width)) / 100
    const size = Math.min(
      room.width / widest,
      room.height / ((lines.length - 1) * LEADING + 1.5),
      (tall ? 86 : 80) * unit,
    )
    // A phrase torn apart has to buy a fifth more size, a further line a twelfth, a line of one short word a fifth.
    const lonely = lines.length > 1 && lines.some((line) => line.length < 5) ? 0.2 : 0
    const worth = size * (1 - 0.2 * torn - 0.08 * (lines.length - 1) - lonely)
    if (worth > best.worth) best = { lines, size, worth }
  }
  const width = Math.max(0, ...best.lines.map((line) => measure.measureText(line).width)) * (best.size / 100)
  const height = best.size * ((best.lines.length - 1) * LEADING + 1.5)
  const y = top + Math.max(0, room.height - height) * (tall ? 0.3 : 0.35)
  return { lines: best.lines, size: best.size, box: { x: (plan.width - width) / 2, y, width, height } }
}

/** Every way to set words on one to three lines; `torn` counts the breaks that fall inside a phrase. */
function breakings(title: string): { lines: string[]; torn: number }[] {
  const words: { text: string; opens: boolean }[] = []
  for (const phrase of phrasesOf(title)) {
    for (const [index, text] of phrase.split(' ').entries()) {
      words.push({ text, opens: index === 0 || words.at(-1)?.text.endsWith(',') === true })
    }
  }
  const found: { lines: string[]; torn: number }[] = []
  const set = (breaks: readonly number[]) => {
    const edges = [0, ...breaks, words.length]
    const lines = edges.slice(1).map((end, index) =>
      words
        .slice(edges[index], end)
        .map((word) => word.text)
        .join(' '),
    )
    found.push({ lines, torn: breaks.filter((at) => words[at]?.opens !== true).length })
  }
  set([])
  for (let first = 1; first < words.length; first++) {
    set([first])
    for (let second = first + 1; second < words.length; second++) set([first, second])
  }
  return found
}
