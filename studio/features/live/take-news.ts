import type { QueryClient } from '@tanstack/react-query'
import type { Video } from 'kinora/spec/video'
import type { News } from '../../client/events.ts'
import { follow, type Followed } from '../video/follow.ts'

/**
 * Writes what the server told into what is shown. Videos stand in the cache under `['video', id]` and in lists under
 * `['recent', …]` and `['videos', …]`, plain or in pages; a list is read anew where a video came, went or changed its state.
 */
export function takeNews(client: QueryClient, news: News, atMs: number): void {
  if (news.kind === 'deleted') {
    client.removeQueries({ queryKey: ['video', news.id], type: 'inactive' })
    void client.invalidateQueries({ queryKey: ['video', news.id] })
    return readLists(client)
  }
  const { video } = news
  const key = ['video', video.id]
  const before = client.getQueryData<Followed>(key)
  if (before) client.setQueryData(key, follow(before, { video, askAgainMs: before.askAgainMs, atMs }))
  let moved = false
  for (const list of ['recent', 'videos'])
    for (const [listKey, data] of client.getQueriesData({ queryKey: [list] })) {
      const old = findIn(data, video.id)
      if (old === undefined || old.status !== video.status) moved = true
      else if (old.progress <= video.progress) client.setQueryData(listKey, replaceIn(data, video))
    }
  if (moved) readLists(client)
}

/** After a gap: everything that moves by itself. */
export function readAgain(client: QueryClient): void {
  readLists(client)
  // The server may have come back with other engines.
  void client.invalidateQueries({ queryKey: ['models'] })
  void client.invalidateQueries({ queryKey: ['video'] })
}

function readLists(client: QueryClient): void {
  void client.invalidateQueries({ queryKey: ['estimate'] }) // what is left of a budget went with it
  void client.invalidateQueries({ queryKey: ['recent'] })
  void client.invalidateQueries({ queryKey: ['videos'] })
}

/** `Video[]`, `{data: Video[]}`, or `{pages: …[]}` of either. */
function findIn(data: unknown, id: string): Video | undefined {
  if (Array.isArray(data)) return (data as readonly Video[]).find((video) => video.id === id)
  for (const part of partsOf(data)) {
    const found = findIn(part, id)
    if (found) return found
  }
  return undefined
}

function partsOf(data: unknown): readonly unknown[] {
  if (typeof data !== 'object' || data === null) return []
  if ('pages' in data && Array.isArray(data.pages)) return data.pages as readonly unknown[]
  return 'data' in data ? [data.data] : []
}

export function replaceIn(data: unknown, video: Video): unknown {
  if (Array.isArray(data)) return (data as readonly Video[]).map((one) => (one.id === video.id ? video : one))
  if (typeof data !== 'object' || data === null) return data
  if ('pages' in data && Array.isArray(data.pages))
    return { ...data, pages: data.pages.map((page: unknown) => replaceIn(page, video)) }
  return 'data' in data ? { ...data, data: replaceIn(data.data, video) } : data
}
