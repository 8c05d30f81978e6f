import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react'
import { en } from '../../messages/en.ts'
import { dayFacts, dayWords } from './day-words.ts'
import { goalOf, linesOf, type Line } from './layout.ts'
import { Tile } from './tile.tsx'
import type { Library } from './use-library.ts'
import { useSpot } from './use-spot.ts'
import type { Tiles } from './use-tiles.ts'
import { useWindowed } from './window.ts'

interface GridProps {
  readonly library: Library
  readonly tiles: Tiles
  /** How many there are in all, loaded or not. */
  readonly total: number
}

/** How near the last line, in lines, older videos are fetched. */
const NEAR = 8

/** Only what is in view is in the page. Arrows move, Space selects, Enter opens; , and . look through a video. */
export function Grid({ library, tiles, total }: GridProps) {
  const { videos, list, models } = library
  const { current, chosen, actions } = tiles
  const box = useRef<HTMLUListElement>(null)
  const { width, top } = useSpot(box)
  const lines = useMemo(() => linesOf(videos, width, list.hasNextPage), [videos, width, list.hasNextPage])
  const { offsets, range, height, reveal } = useWindowed(lines, top)
  useOlder(list, range.to >= lines.length - NEAR && lines.length > 0)
  const focus = useFocusOnTile(box)
  const titles = useMemo(() => new Map(models.map(({ kinora }) => [kinora.engine, kinora.title])), [models])
  const now = useNow()

  function press(event: KeyboardEvent<HTMLUListElement>): void {
    const tile = (event.target as HTMLElement).dataset['tile']
    if (tile === undefined || event.metaKey || event.ctrlKey || event.altKey) return
    const index = Number(tile)
    const video = videos[index]
    const to = goalOf(event.key, index, lines, videos.length)
    if (to === undefined && event.key !== ' ') return
    event.preventDefault()
    if (to !== undefined) {
      actions.stopAt(to)
      reveal(lineOf(lines, to))
      focus(to)
    } else if (video) actions[event.shiftKey ? 'reach' : 'toggle'](video.id)
  }
  // The tile that Tab stops at stays in the page, or the focus would be lost with it.
  const stop = lineOf(lines, current)
  const shown = Array.from({ length: Math.max(0, range.to - range.from) }, (_, at) => range.from + at)
  if (stop !== -1 && !shown.includes(stop)) shown.push(stop)
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- keys reach it from the links within
    <ul ref={box} aria-label={en.library.list} onKeyDown={press} className="relative" style={{ height }}>
      {/* One flat list: in nested ones a tile would be made anew whenever the first line changes. */}
      {shown.flatMap((at) => {
        const line = lines[at]
        const start = offsets[at] ?? 0
        if (!line) return []
        if (line.kind === 'day') return <DayHeading key={line.key} line={line} top={start} now={now} />
        return line.places.map(({ video, index, left, width: wide }) => (
          <Tile
            key={video.id}
            video={video}
            engine={titles.get(video.engine) ?? video.engine}
            index={index}
            total={total}
            left={left}
            top={start}
            width={wide}
            height={line.tall}
            chosen={chosen.has(video.id)}
            choosing={chosen.size > 0}
            current={index === current}
            eager={at < 3}
            actions={actions}
          />
        ))
      })}
    </ul>
  )
}

const lineOf = (lines: readonly Line[], index: number): number =>
  lines.findIndex((line) => line.kind === 'row' && line.places.some((place) => place.index === index))

function useOlder({ hasNextPage, isFetchingNextPage, fetchNextPage }: Library['list'], near: boolean): void {
  useEffect(() => {
    if (near && hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [near, hasNextPage, isFetchingNextPage, fetchNextPage])
}

/** A tile may come into the page only after it was asked for. */
function useFocusOnTile(box: React.RefObject<HTMLElement | null>): (index: number) => void {
  const wanted = useRef<number>(undefined)
  useEffect(() => {
    const link = box.current?.querySelector<HTMLElement>(`[data-tile="${wanted.current}"]`)
    if (!link) return
    wanted.current = undefined
    link.focus({ preventScroll: true })
  })
  return (index) => {
    wanted.current = index
  }
}

/** Unix ms, by the minute: which day is today changes while a page stands open. */
function useNow(): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 60_000)
    return () => clearInterval(timer)
  }, [])
  return now
}

interface DayHeadingProps {
  readonly line: Extract<Line, { kind: 'day' }>
  readonly top: number
  readonly now: number
}

function DayHeading({ line, top, now }: DayHeadingProps) {
  return (
    <li style={{ top, height: line.height }} className="absolute inset-x-0 pt-5">
      <div className="flex items-baseline gap-2">
        <h2 className="text-section font-semibold">{dayWords(line.key, now)}</h2>
        {line.whole && <p className="tabular text-hint text-fg-3">{dayFacts(line.videos)}</p>}
      </div>
    </li>
  )
}
