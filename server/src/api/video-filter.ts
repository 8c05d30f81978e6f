import { notInSet } from '../jobs/desk/refusals.ts'
import type { VideoCount, VideoFilter } from '../spec/desk.ts'
import { Fault } from '../spec/fault.ts'
import type { WireStatus } from '../spec/video.ts'
import type { Ask } from './context.ts'

const STATUSES: readonly WireStatus[] = ['queued', 'in_progress', 'completed', 'failed']
/** Characters and words of a search. */
const MAX_SEARCH = 200
const MAX_WORDS = 10

/** Reads Kinora's additions to a list: `q`, `status` and `engine`. @throws Fault `invalid_value`. */
export function readFilter(c: Ask): VideoFilter {
  const { q = '', status, engine } = c.req.query()
  const words = q.split(/\s+/).filter((word) => word !== '')
  if (q.length > MAX_SEARCH || words.length > MAX_WORDS)
    throw new Fault('invalid_value', `A search has at most ${MAX_SEARCH} characters and ${MAX_WORDS} words.`, {
      param: 'q',
    })
  return {
    ...(words.length > 0 && { words }),
    ...(status !== undefined && { statuses: readStatuses(status) }),
    ...(engine !== undefined && { engine: engine.slice(0, 200) }),
  }
}

/** One, or several with commas between. */
function readStatuses(text: string): readonly WireStatus[] {
  return text.split(',').map((word) => {
    const found = STATUSES.find((status) => status === word)
    if (!found) throw notInSet('status', word.slice(0, 80), STATUSES)
    return found
  })
}

export function toCounts(counts: readonly VideoCount[]) {
  const sums: Record<WireStatus, number> = { queued: 0, in_progress: 0, completed: 0, failed: 0 }
  const engines = new Map<string, number>()
  for (const { status, engine, videos } of counts) {
    sums[status] += videos
    engines.set(engine, (engines.get(engine) ?? 0) + videos)
  }
  const total = Object.values(sums).reduce((sum, videos) => sum + videos, 0)
  const byEngine = [...engines].map(([engine, videos]) => ({ engine, videos }))
  return { object: 'video.counts', total, ...sums, engines: byEngine } as const
}
