import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { ApiError, worthAsking } from '../../client/http.ts'
import { contentBytes, listVideos, readVideo, type Seen } from '../../client/videos.ts'
import { isOver } from './job-view.ts'
import { secondsLeft, type Sighting } from './time-left.ts'

/** How many the strip shows, px apart from none: one request. */
const RECENT = 12

/** Follows one video at the pace the server asks for, through lost networks and hidden tabs, until it ends. */
export function useVideo(id: string | null) {
  const client = useQueryClient()
  const query = useQuery({
    queryKey: ['video', id],
    queryFn: async ({ signal }) =>
      notBackwards(client.getQueryData<Seen>(['video', id]), await readVideo(id ?? '', signal)),
    enabled: id !== null,
    retry: false,
    refetchInterval: ({ state }) => {
      if (state.error !== null) return worthAsking(state.error) ? 2_000 : false
      return state.data === undefined || isOver(state.data.video) ? false : state.data.askAgainMs
    },
    refetchIntervalInBackground: true,
  })
  const status = query.data?.video.status
  useEffect(() => {
    if (status !== undefined) void client.invalidateQueries({ queryKey: ['recent'] })
  }, [client, status])
  const gone = query.error instanceof ApiError && query.error.status === 404
  return { video: gone ? undefined : query.data?.video, gone, error: query.error }
}

/** Two answers may pass each other on the way: what was seen never falls. */
export function notBackwards(before: Seen | undefined, now: Seen): Seen {
  if (before === undefined) return now
  if (isOver(before.video) && !isOver(now.video)) return before
  return now.video.progress < before.video.progress
    ? { ...now, video: { ...now.video, progress: before.video.progress } }
    : now
}

export function useRecent() {
  return useQuery({
    queryKey: ['recent'],
    queryFn: ({ signal }) => listVideos(RECENT, signal),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.some((video) => !isOver(video)) ? 4_000 : false),
  })
}

export function useFileBytes(id: string): number | null {
  const { data } = useQuery({
    queryKey: ['bytes', id],
    queryFn: ({ signal }) => contentBytes(id, signal),
    staleTime: Number.POSITIVE_INFINITY,
  })
  return data ?? null
}

/** Seconds left of a running video, or undefined while nothing honest can be said. */
export function useSecondsLeft(id: string, progress: number): number | undefined {
  const [first, setFirst] = useState<(Sighting & { readonly id: string }) | undefined>()
  const [left, setLeft] = useState<number | undefined>()
  useEffect(() => {
    const now = { id, atMs: Date.now(), progress }
    if (first?.id !== id) {
      setFirst(now)
      setLeft(undefined)
    } else setLeft(secondsLeft(first, now))
  }, [id, progress, first])
  return left
}
