import type { Video } from 'kinora/spec/video'
import { frameOf } from '../../words/frame.ts'

/** Px. */
export const GAP = 12
export const HEADING = 52
/** Between the last row of a day and the next heading. */
const REST = 16

export interface Place {
  readonly video: Video
  /** From the beginning of the list. */
  readonly index: number
  readonly left: number
  readonly width: number
}

export type Line =
  | {
      readonly kind: 'day'
      readonly key: string
      readonly videos: readonly Video[]
      readonly whole: boolean
      readonly height: number
    }
  | {
      readonly kind: 'row'
      readonly key: string
      readonly places: readonly Place[]
      readonly height: number
      readonly tall: number
    }

export interface Day {
  /** Year, month and day where the person is. */
  readonly key: string
  readonly videos: readonly Video[]
}

/** By the day on which they were asked for, in the order they came. */
export function daysOf(videos: readonly Video[]): readonly Day[] {
  const days: { key: string; videos: Video[] }[] = []
  for (const video of videos) {
    const key = dayKey(video.created_at * 1000)
    const last = days.at(-1)
    if (last?.key === key) last.videos.push(video)
    else days.push({ key, videos: [video] })
  }
  return days
}

const two = (n: number): string => String(n).padStart(2, '0')

export function dayKey(ms: number): string {
  const day = new Date(ms)
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`
}

interface Heights {
  readonly least: number
  readonly wanted: number
  readonly most: number
}

/** On a phone two tall videos fill a row. */
export function heightsFor(width: number): Heights {
  if (width >= 640) return { least: 216, wanted: 256, most: 300 }
  const two = Math.round(((width - GAP) / 2) * (16 / 9))
  return { least: Math.round(two * 0.62), wanted: two, most: Math.round(two * 1.2) }
}

/** Rows of one height each, filled from edge to edge, in which every video has its true shape. */
export function linesOf(videos: readonly Video[], width: number, hasMore: boolean): readonly Line[] {
  if (width <= 0) return []
  const days = daysOf(videos)
  let index = 0
  return days.flatMap(({ key, videos: own }, day) => {
    const rows = rowsOf(own, index, width)
    index += own.length
    const whole = !hasMore || day < days.length - 1
    // While its neighbours are on their way, a row that is not full would be laid out twice: it waits for them.
    if (!whole && rows.length > 1) rows.pop()
    const last = rows.at(-1)
    const rest = last ? [...rows.slice(0, -1), { ...last, height: last.height + REST }] : rows
    return [{ kind: 'day', key, videos: own, whole, height: HEADING } as const, ...rest]
  })
}

type Row = Extract<Line, { kind: 'row' }>

function rowsOf(videos: readonly Video[], from: number, width: number): Row[] {
  const { least, wanted, most } = heightsFor(width)
  const rows: Row[] = []
  let row: Video[] = []
  const filled = (of: readonly Video[]): number =>
    (width - GAP * (of.length - 1)) / of.reduce((sum, video) => sum + shapeOf(video), 0)
  const close = (height: number): void => {
    const start = from + rows.reduce((sum, { places }) => sum + places.length, 0)
    rows.push(placed(row, start, height, width))
    row = []
  }
  /** Whether the row is better off without one more. */
  const isFull = (without: number, height: number): boolean =>
    height < least || (height < wanted && without <= most && without - wanted < wanted - height)
  for (const video of videos) {
    const next = [...row, video]
    const height = filled(next)
    if (row.length > 0 && isFull(filled(row), height)) {
      close(filled(row) <= most ? filled(row) : wanted)
      row = [video]
    } else row = next
    if (filled(row) <= wanted) close(filled(row))
  }
  // What does not fill a row is not blown up to fill it.
  if (row.length > 0) close(Math.min(filled(row), wanted))
  return rows
}

function placed(videos: readonly Video[], start: number, height: number, width: number): Row {
  let left = 0
  const tall = Math.round(height)
  const places = videos.map((video, offset) => {
    const wide = Math.min(Math.round(shapeOf(video) * height), width - Math.round(left))
    const place = { video, index: start + offset, left: Math.round(left), width: wide }
    left += shapeOf(video) * height + GAP
    return place
  })
  const [first] = videos
  return { kind: 'row', key: first?.id ?? '', places, height: tall + GAP, tall }
}

/** Width to height. What is longer than any screen is cut to one. */
export function shapeOf({ size }: Pick<Video, 'size'>): number {
  const frame = frameOf(size)
  return frame ? Math.min(3.5, Math.max(0.4, frame.width / frame.height)) : 9 / 16
}

const middle = ({ left, width }: Place): number => left + width / 2

/** The index of the video above or below, with the nearest middle; undefined at the edge. */
export function neighbour(lines: readonly Line[], index: number, step: -1 | 1): number | undefined {
  const rows = lines.filter((line) => line.kind === 'row')
  const at = rows.findIndex(({ places }) => places.some((place) => place.index === index))
  const own = rows[at]?.places.find((place) => place.index === index)
  const there = rows[at + step]?.places
  if (!own || !there) return undefined
  const nearest = there.toSorted((a, b) => Math.abs(middle(a) - middle(own)) - Math.abs(middle(b) - middle(own)))[0]
  return nearest?.index
}

/** Where a key leads from this video; undefined where it leads nowhere. */
export function goalOf(key: string, index: number, lines: readonly Line[], count: number): number | undefined {
  switch (key) {
    case 'ArrowLeft':
      return index > 0 ? index - 1 : undefined
    case 'ArrowRight':
      return index < count - 1 ? index + 1 : undefined
    case 'ArrowUp':
      return neighbour(lines, index, -1)
    case 'ArrowDown':
      return neighbour(lines, index, 1)
    case 'Home':
      return 0
    case 'End':
      return count - 1
    default:
      return undefined
  }
}
