import type { InfiniteData } from '@tanstack/react-query'
import type { Video } from 'kinora/spec/video'
import type { News } from '../../client/events.ts'
import type { VideoPage } from '../../client/library.ts'
import { isOver } from '../video/job-view.ts'
import { fits, type Filter } from './filter.ts'

export type Pages = InfiniteData<VideoPage, string | null>

/** What is on the screen once this was heard. The same object where nothing changed. */
export function applyNews(pages: Pages, news: News, filter: Filter): Pages {
  if (news.kind === 'deleted') return without(pages, new Set([news.id]))
  const { video } = news
  const old = find(pages, video.id)
  if (old === undefined) return fits(video, filter) ? prepend(pages, video) : pages
  if (!fits(video, filter)) return without(pages, new Set([video.id]))
  if (goesBack(old, video)) return pages
  return mapPages(pages, (data) => data.map((one) => (one.id === video.id ? video : one)))
}

/** Two answers may pass each other on the way: an end stays an end, and progress never falls. */
function goesBack(old: Video, video: Video): boolean {
  return (isOver(old) && !isOver(video)) || (old.status === video.status && old.progress > video.progress)
}

export function without(pages: Pages, ids: ReadonlySet<string>): Pages {
  if (!pages.pages.some(({ data }) => data.some(({ id }) => ids.has(id)))) return pages
  return mapPages(pages, (data) => data.filter(({ id }) => !ids.has(id)))
}

/** Newest first. One that would stand beyond what is loaded comes with its page. */
function prepend(pages: Pages, video: Video): Pages {
  const [first, ...rest] = pages.pages
  if (!first) return pages
  const at = first.data.findIndex((one) => isNewer(video, one))
  if (at === -1 && first.has_more) return pages
  const data = at === -1 ? [...first.data, video] : first.data.toSpliced(at, 0, video)
  return { ...pages, pages: [{ ...first, data }, ...rest] }
}

function isNewer(a: Video, b: Video): boolean {
  return a.created_at > b.created_at || (a.created_at === b.created_at && a.id > b.id)
}

export function find({ pages }: Pages, id: string): Video | undefined {
  for (const { data } of pages) {
    const found = data.find((video) => video.id === id)
    if (found) return found
  }
  return undefined
}

/** Pages in which nothing changed stay the same objects. */
function mapPages(pages: Pages, change: (data: readonly Video[]) => readonly Video[]): Pages {
  return {
    ...pages,
    pages: pages.pages.map((page) => {
      const data = change(page.data)
      const same = data.length === page.data.length && data.every((video, index) => video === page.data[index])
      return same ? page : { ...page, data }
    }),
  }
}

/** Pages can overlap for a moment, while videos arrive between two readings. */
export function videosOf(pages: readonly VideoPage[] = []): readonly Video[] {
  const seen = new Map<string, Video>()
  for (const { data } of pages) for (const video of data) if (!seen.has(video.id)) seen.set(video.id, video)
  return [...seen.values()]
}
