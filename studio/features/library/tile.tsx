import type { Video } from 'kinora/spec/video'
import { memo, type CSSProperties, type MouseEvent } from 'react'
import { en } from '../../messages/en.ts'
import { secondsWords } from '../../words/duration.ts'
import { stateWords } from '../video/job-view.ts'
import { videoPath } from '../video/video-path.ts'
import { FailedTile } from './failed-tile.tsx'
import { MovingTile } from './moving-tile.tsx'
import { ReadyTile } from './ready-tile.tsx'
import { TileControls } from './tile-controls.tsx'
import type { TileActions } from './use-tiles.ts'
import { useLongPress } from './use-long-press.ts'
import { useScrub } from './use-scrub.ts'

export interface TileProps {
  readonly video: Video
  /** The engine as people know it. */
  readonly engine: string
  readonly index: number
  readonly total: number
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
  readonly chosen: boolean
  /** Something is chosen: a plain press chooses too. */
  readonly choosing: boolean
  /** The one tile that Tab stops at. */
  readonly current: boolean
  /** Among the first on the page: its picture does not wait. */
  readonly eager: boolean
  readonly actions: TileActions
}

export const Tile = memo(function Tile(props: TileProps) {
  const { video, engine, chosen, choosing, current, actions, index, total, eager } = props
  const title = titleOf(video)
  const press = useLongPress(() => actions.toggle(video.id))
  const { still, ...scrub } = useScrub(video.status === 'completed')
  const place: CSSProperties = { left: props.left, top: props.top, width: props.width, height: props.height }
  function open(event: MouseEvent): void {
    if (event.metaKey || event.ctrlKey || event.altKey) return
    event.preventDefault()
    if (event.shiftKey) actions.reach(video.id)
    else if (choosing) actions.toggle(video.id)
    else actions.open(video.id)
  }
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the link within is what is pressed
    <li
      aria-posinset={index + 1}
      aria-setsize={total}
      style={place}
      data-status={video.status}
      className={`group/tile @container absolute overflow-hidden rounded-card bg-panel shadow-[inset_0_0_0_1px_var(--line)] has-[[data-tile]:focus-visible]:outline-2 has-[[data-tile]:focus-visible]:outline-offset-2 has-[[data-tile]:focus-visible]:outline-lamp-ring`}
      {...press}
      onPointerMove={(event) => {
        press.onPointerMove(event)
        scrub.onPointerMove(event)
      }}
      onPointerLeave={scrub.stop}
      onKeyDown={scrub.onKeyDown}
      onBlur={scrub.stop}
    >
      <Body video={video} eager={eager} still={still} actions={actions} />
      <a
        href={videoPath(video.id)}
        data-tile={index}
        tabIndex={current ? 0 : -1}
        onClick={open}
        onFocus={() => actions.stopAt(index)}
        aria-label={en.tile.open(title, stateWords(video))}
        className="absolute inset-0 outline-none"
        draggable={false}
      />
      {video.status !== 'failed' && (
        <div className="scrim-b pointer-events-none absolute inset-x-0 bottom-0 px-3 pt-8 pb-2.5 text-white">
          <p dir="auto" className="line-clamp-2 text-hint font-semibold break-words">
            {video.prompt}
          </p>
          <p className="tabular mt-0.5 truncate text-meta text-white/85">
            {en.tile.facts(secondsWords(video.seconds), engine)}
          </p>
        </div>
      )}
      {chosen && (
        <span
          className="pointer-events-none absolute inset-0 rounded-card border-3 border-[#ffc24b]"
          aria-hidden="true"
        />
      )}
      <TileControls
        video={video}
        title={title}
        chosen={chosen}
        choosing={choosing}
        current={current}
        actions={actions}
      />
    </li>
  )
})

interface BodyProps extends Pick<TileProps, 'video' | 'eager' | 'actions'> {
  readonly still: number | null
}

function Body({ video, eager, still, actions }: BodyProps) {
  switch (video.status) {
    case 'completed':
      return <ReadyTile video={video} eager={eager} still={still} />
    case 'failed':
      return <FailedTile video={video} actions={actions} />
    case 'queued':
    case 'in_progress':
      return <MovingTile video={video} actions={actions} />
    default:
      return video.status satisfies never
  }
}

/** A name for a screen reader: the first words of the prompt. */
export function titleOf({ prompt }: Pick<Video, 'prompt'>): string {
  const letters = Array.from(prompt.trim())
  return letters.length <= 60 ? letters.join('') : `${letters.slice(0, 60).join('').trimEnd()}…`
}
