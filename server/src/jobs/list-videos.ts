import type { Page, PageRequest, VideoCount, VideoFilter } from '../spec/desk.ts'
import { Fault } from '../spec/fault.ts'
import type { Job } from '../spec/job.ts'
import type { JobFilter, Store } from '../spec/store.ts'
import { statesOf, statusOf, toVideo } from './to-video.ts'

/** @throws Fault `invalid_value` when `after` is no video of this owner's. */
export async function listVideos(store: Store, page: PageRequest, owner: string): Promise<Page> {
  const { limit, order, after } = page
  let cursor: Job | undefined
  if (after !== undefined) {
    cursor = await store.jobOf(owner, after)
    if (!cursor) {
      throw new Fault('invalid_value', `Invalid value: '${after}'. There is no such video to list after.`, {
        param: 'after',
      })
    }
  }
  if (limit === 0) return { videos: [], hasMore: false }
  const jobs = await store.jobsOf(owner, {
    ...toJobFilter(page),
    limit: limit + 1,
    order,
    ...(cursor && { after: cursor }),
  })
  return { videos: jobs.slice(0, limit).map(toVideo), hasMore: jobs.length > limit }
}

/** States that a client sees as one count together. */
export async function countVideos(store: Store, filter: VideoFilter, owner: string): Promise<readonly VideoCount[]> {
  const counts = new Map<string, VideoCount>()
  for (const { state, engine, jobs } of await store.countJobs(owner, toJobFilter(filter))) {
    const status = statusOf(state)
    const key = `${status} ${engine}`
    counts.set(key, { status, engine, videos: jobs + (counts.get(key)?.videos ?? 0) })
  }
  return [...counts.values()]
}

function toJobFilter({ words, statuses, engine }: VideoFilter): JobFilter {
  return {
    ...(words && { words }),
    ...(statuses && { states: statesOf(statuses) }),
    ...(engine !== undefined && { engine }),
  }
}
