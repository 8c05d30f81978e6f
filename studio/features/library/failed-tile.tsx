import { CircleAlert, LoaderCircle, Pencil, RotateCw, Trash2 } from 'lucide-react'
import type { Video } from 'kinora/spec/video'
import { en } from '../../messages/en.ts'
import { againOf, chargeWords, jobFaultWords } from '../../words/job-fault.ts'
import { ScreenLink } from '../shell/screen-link.tsx'
import { editPath, useRetry } from './use-tile-actions.ts'
import type { TileActions } from './use-tiles.ts'

interface FailedTileProps {
  readonly video: Video
  readonly actions: TileActions
}

const WAY =
  'relative z-1 inline-flex min-h-8 flex-1 items-center justify-center gap-1.5 rounded-full border border-line-2 bg-raised px-1.5 text-meta font-medium text-fg hover:bg-hover touch:min-h-11'

/** What happened, whether it cost anything, and the two likeliest ways out; the likelier first. */
export function FailedTile({ video, actions }: FailedTileProps) {
  const { headline } = jobFaultWords(video)
  const retry = useRetry(video.id, actions.hear)
  const edit = (
    <ScreenLink key="edit" href={editPath(video.id)} className={WAY}>
      <Pencil aria-hidden="true" size={13} strokeWidth={1.75} className="hidden @[180px]:block" />
      {en.tile.edit}
    </ScreenLink>
  )
  const again = (
    <button key="retry" type="button" aria-disabled={retry.busy || retry.done} onClick={retry.run} className={WAY}>
      {retry.busy ? (
        <LoaderCircle aria-hidden="true" size={13} strokeWidth={2} className="hidden animate-spin @[180px]:block" />
      ) : (
        <RotateCw aria-hidden="true" size={13} strokeWidth={1.75} className="hidden @[180px]:block" />
      )}
      {en.tile.retry}
    </button>
  )
  const away = (
    <button key="delete" type="button" onClick={() => actions.remove([video])} className={WAY}>
      <Trash2 aria-hidden="true" size={13} strokeWidth={1.75} className="hidden @[180px]:block" />
      {en.tile.delete}
    </button>
  )
  // As it is it would fail again, or might be paid for twice.
  const ways = !video.retryable ? [edit, away] : againOf(video) === 'retry' ? [again, edit] : [edit, again]
  return (
    <div className="absolute inset-0 flex flex-col gap-1 bg-panel p-3 pt-11">
      <p className="text-hint font-semibold text-fg">
        <CircleAlert
          aria-hidden="true"
          size={15}
          strokeWidth={1.75}
          className="mr-1.5 inline -translate-y-px text-bad"
        />
        {headline}
      </p>
      <p className="text-meta text-fg-2">{chargeWords(video)}</p>
      <p dir="auto" className="line-clamp-2 hidden text-meta break-words text-fg-3 @[180px]:[display:-webkit-box]">
        {video.prompt}
      </p>
      <div className="mt-auto flex gap-1.5">{ways}</div>
    </div>
  )
}
