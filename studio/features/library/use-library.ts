import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useRef } from 'react'
import type { News } from '../../client/events.ts'
import { countVideos, readPage } from '../../client/library.ts'
import { listModels } from '../../client/models.ts'
import { askEvery, studioEvents, useLive } from '../live/studio-events.ts'
import { isOver } from '../video/job-view.ts'
import { lessOf, STATUSES, toQuery, type Filter } from './filter.ts'
import { applyNews, videosOf, type Pages } from './pages.ts'
import { useDeletions } from './use-deletions.ts'

/** How often to ask for what moves, ms, where the stream is broken. */
const ASK_MS = 3_000

export type Library = ReturnType<typeof useLibrary>

/** What the Library knows: pages of videos, how many there are, and what is told of them meanwhile. */
export function useLibrary(filter: Filter) {
  const live = useLive()
  const listKey = useMemo(() => ['library', 'list', filter], [filter])
  const list = useInfiniteQuery({
    queryKey: listKey,
    queryFn: ({ pageParam, signal }) => readPage(toQuery(filter), pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: ({ has_more: more, last_id: last }) => (more ? last : null),
    placeholderData: keepPreviousData,
    // News keeps it true while it is shown; coming back reads it again.
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnMount: 'always',
    refetchOnWindowFocus: false,
  })
  const { shown: _, ...asked } = filter
  const counts = useQuery({
    queryKey: ['library', 'counts', asked],
    queryFn: ({ signal }) => countVideos(toQuery({ ...filter, shown: 'all' }), signal),
    placeholderData: keepPreviousData,
    refetchInterval: askEvery(live, ASK_MS),
  })
  const models = useQuery({ queryKey: ['models'], queryFn: ({ signal }) => listModels(signal) })
  const { ask, hidden } = useDeletions()
  const all = useMemo(() => videosOf(list.data?.pages), [list.data])
  const videos = useMemo(() => (hidden.size === 0 ? all : all.filter(({ id }) => !hidden.has(id))), [all, hidden])
  const hear = useNews(listKey, filter)
  useAskAbout(
    videos.some((video) => !isOver(video)),
    live,
    hear,
  )
  const shownCounts = useMemo(
    () =>
      counts.data &&
      lessOf(
        counts.data,
        all.filter(({ id }) => hidden.has(id)),
      ),
    [counts.data, all, hidden],
  )
  return {
    list,
    counts: shownCounts,
    countFault: counts.failureReason,
    models: models.data ?? [],
    videos,
    remove: ask,
    hear,
  }
}

/** Writes what is told into the list that is shown. */
function useNews(listKey: readonly unknown[], filter: Filter): (news: News) => void {
  const client = useQueryClient()
  const statuses = useRef(new Map<string, string>())
  const hear = useCallback(
    (news: News): void => {
      const old = client.getQueryData<Pages>(listKey)
      if (old) client.setQueryData<Pages>(listKey, applyNews(old, news, filter))
      const id = news.kind === 'deleted' ? news.id : news.video.id
      const status = news.kind === 'deleted' ? 'deleted' : news.video.status
      if (statuses.current.get(id) === status) return
      statuses.current.set(id, status)
      void client.invalidateQueries({ queryKey: ['library', 'counts'] })
    },
    [client, listKey, filter],
  )
  useEffect(
    () => studioEvents.listen({ news: hear, again: () => void client.invalidateQueries({ queryKey: ['library'] }) }),
    [client, hear],
  )
  return hear
}

/** Without a stream: what is under way is asked for; when something has left that list, everything is read anew. */
function useAskAbout(moving: boolean, live: boolean, hear: (news: News) => void): void {
  const client = useQueryClient()
  const { data } = useQuery({
    queryKey: ['library', 'moving'],
    queryFn: ({ signal }) => readPage({ statuses: STATUSES.rendering }, null, signal),
    enabled: moving && !live,
    refetchInterval: ASK_MS,
    staleTime: 0,
  })
  const before = useRef<string>(undefined)
  useEffect(() => {
    if (data === undefined) return
    for (const video of data.data) hear({ kind: 'video', video })
    const names = data.data.map(({ id }) => id).join()
    if (before.current !== undefined && before.current !== names)
      for (const part of ['list', 'counts']) void client.invalidateQueries({ queryKey: ['library', part] })
    before.current = names
  }, [client, data, hear])
}
