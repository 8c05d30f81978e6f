import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { ApiError, worthAsking } from '../../client/http.ts'
import { contentBytes, listVideos, readVideo } from '../../client/videos.ts'
import { askEvery, useLive } from '../live/studio-events.ts'
import { isOver } from './job-view.ts'
import { follow, type Followed } from './follow.ts'

/** How many the strip shows. */
const RECENT = 12

/** Follows one video, told of each change or else at the pace the server asks for, through lost networks and hidden tabs, until it ends. */
export function useVideo(id: string | null) {
  const client = useQueryClient()
  const live = useLive()
  const query = useQuery({
    queryKey: ['video', id],
    queryFn: async ({ signal }) =>
      follow(client.getQueryData<Followed>(['video', id]), await readVideo(id ?? '', signal)),
    enabled: id !== null,
    retry: false,
    refetchInterval: ({ state }) => {
      if (state.error !== null) return worthAsking(state.error) ? 2_000 : false
      return state.data === undefined || isOver(state.data.video) ? false : askEvery(live, state.data.askAgainMs)
    },
    refetchIntervalInBackground: true,
  })
  const status = query.data?.video.status
  useEffect(() => {
    if (status !== undefined) void client.invalidateQueries({ queryKey: ['recent'] })
  }, [client, status])
  const gone = query.error instanceof ApiError && query.error.status === 404
  return { ...(gone ? {} : query.data), gone, error: query.error }
}

export function useRecent() {
  const live = useLive()
  return useQuery({
    queryKey: ['recent'],
    queryFn: ({ signal }) => listVideos(RECENT, signal),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.some((video) => !isOver(video)) ? askEvery(live, 4_000) : false),
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
