import type { Video } from 'kinora/spec/video'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { News } from '../../client/events.ts'
import { useGo } from '../shell/go.ts'
import { videoPath } from '../video/video-path.ts'
import { keepOnly, NOTHING, reach, toggle, type Selection } from './selection.ts'

/** What a tile asks of the screen. Always the same object, so that tiles are drawn again only when they change. */
export interface TileActions {
  readonly toggle: (id: string) => void
  readonly reach: (id: string) => void
  readonly open: (id: string) => void
  readonly go: (path: string) => void
  readonly remove: (videos: readonly Video[]) => void
  readonly hear: (news: News) => void
  readonly stopAt: (index: number) => void
}

interface Given {
  readonly videos: readonly Video[]
  readonly remove: (videos: readonly Video[]) => void
  readonly hear: (news: News) => void
}

export type Tiles = ReturnType<typeof useTiles>

export function useTiles(given: Given) {
  const go = useGo()
  const [selection, setSelection] = useState<Selection>(NOTHING)
  const [current, setCurrent] = useState(0)
  const latest = useRef(given)
  useEffect(() => {
    latest.current = given
  })
  const actions = useMemo<TileActions>(
    () => ({
      toggle: (id) => setSelection((now) => toggle(now, id)),
      reach: (id) =>
        setSelection((now) =>
          reach(
            now,
            latest.current.videos.map((video) => video.id),
            id,
          ),
        ),
      open: (id) => go(videoPath(id)),
      go,
      remove: (videos) => latest.current.remove(videos),
      hear: (news) => latest.current.hear(news),
      stopAt: setCurrent,
    }),
    [go],
  )
  const { videos } = given
  const there = useMemo(() => new Set(videos.map(({ id }) => id)), [videos])
  const chosen = useMemo(() => keepOnly(selection, there), [selection, there])
  return {
    actions,
    chosen: chosen.ids,
    clear: () => setSelection(NOTHING),
    current: Math.min(current, Math.max(0, videos.length - 1)),
  }
}
