import type { Video, WireStatus } from 'kinora/spec/video'
import type { VideoCounts, VideoQuery } from '../../client/library.ts'

export const SHOWN = ['all', 'rendering', 'ready', 'attention'] as const
export type Shown = (typeof SHOWN)[number]

/** What the Library shows; it lives in the address. */
export interface Filter {
  readonly q: string
  readonly shown: Shown
  /** By name; null: any. */
  readonly engine: string | null
}

export const EVERYTHING: Filter = { q: '', shown: 'all', engine: null }

export const STATUSES: Readonly<Record<Exclude<Shown, 'all'>, readonly WireStatus[]>> = {
  rendering: ['queued', 'in_progress'],
  ready: ['completed'],
  attention: ['failed'],
}

export function countOf(counts: VideoCounts, shown: Shown): number {
  if (shown === 'all') return counts.total
  return STATUSES[shown].reduce((sum, status) => sum + counts[status], 0)
}

/** The counts without some videos that are as good as gone. */
export function lessOf(counts: VideoCounts, videos: readonly Pick<Video, 'status'>[]): VideoCounts {
  const less = { ...counts, total: Math.max(0, counts.total - videos.length) }
  for (const { status } of videos) less[status] = Math.max(0, less[status] - 1)
  return less
}

/** The server refuses longer searches. */
export const SEARCH_MOST = 200
const WORDS_MOST = 10

export function readFilter(search: string): Filter {
  const params = new URLSearchParams(search)
  return {
    q: (params.get('q') ?? '').slice(0, SEARCH_MOST),
    shown: SHOWN.find((one) => one === params.get('show')) ?? 'all',
    engine: params.get('engine') || null,
  }
}

/** `''`, or a search that begins with `?`. */
export function writeFilter({ q, shown, engine }: Filter): string {
  const params = new URLSearchParams()
  if (q.trim() !== '') params.set('q', q.trim())
  if (shown !== 'all') params.set('show', shown)
  if (engine !== null) params.set('engine', engine)
  const text = params.toString()
  return text === '' ? '' : `?${text}`
}

export function isEverything(filter: Filter): boolean {
  return writeFilter(filter) === ''
}

export function wordsOf({ q }: Pick<Filter, 'q'>): readonly string[] {
  return q
    .split(/\s+/)
    .filter((word) => word !== '')
    .slice(0, WORDS_MOST)
}

export function toQuery(filter: Filter): VideoQuery {
  const q = wordsOf(filter).join(' ')
  return {
    ...(q !== '' && { q }),
    ...(filter.shown !== 'all' && { statuses: STATUSES[filter.shown] }),
    ...(filter.engine !== null && { engine: filter.engine }),
  }
}

/** Whether news of this video belongs on the screen; the server decides for what is read. */
export function fits({ prompt, status, engine }: Pick<Video, 'prompt' | 'status' | 'engine'>, filter: Filter): boolean {
  if (filter.engine !== null && filter.engine !== engine) return false
  if (filter.shown !== 'all' && !STATUSES[filter.shown].includes(status)) return false
  const text = prompt.toLowerCase()
  return wordsOf(filter).every((word) => text.includes(word.toLowerCase()))
}
