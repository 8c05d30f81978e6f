import { X } from 'lucide-react'
import type { Video } from 'kinora/spec/video'
import { useEffect, useRef, useState } from 'react'
import { referenceUrl } from '../../client/videos.ts'
import { en } from '../../messages/en.ts'
import { Ring } from '../../ui/ring.tsx'
import { aboutWords } from '../../words/duration.ts'
import { jobViewOf } from '../video/job-view.ts'
import { secondsLeft, type Sighting } from '../video/time-left.ts'
import { useCancel } from './use-tile-actions.ts'
import type { TileActions } from './use-tiles.ts'

interface MovingTileProps {
  readonly video: Video
  readonly actions: TileActions
}

export const ON_TILE =
  'relative z-1 inline-flex min-h-8 items-center justify-center gap-1.5 rounded-full bg-white/15 px-3 text-meta font-medium text-white hover:bg-white/25 focus-visible:outline-lamp touch:min-h-11'

/** Waiting or rendering: the ring, over a mood of one of its own photos. */
export function MovingTile({ video, actions }: MovingTileProps) {
  const [asking, setAsking] = useState(false)
  const cancel = useCancel(video.id, actions.hear)
  const left = useLeft(video)
  const view = jobViewOf(video)
  const percent = view.state === 'rendering' ? view.percent : null
  const words = 'words' in view ? view.words : ''
  return (
    <div className="absolute inset-0 bg-raised">
      {video.reference_count > 0 && (
        <img
          src={referenceUrl(video.id, 1)}
          alt=""
          decoding="async"
          className="absolute inset-0 size-full scale-125 object-cover blur-2xl"
        />
      )}
      <div className="absolute inset-0 flex flex-col items-center gap-1.5 bg-black/70 px-2 pt-[12%] text-center text-white">
        {asking ? (
          <>
            <p className="text-meta">{video.cost.estimate_usd_micros === 0 ? en.job.cancelFree : en.job.cancelPaid}</p>
            <button type="button" disabled={cancel.busy} onClick={cancel.run} className={ON_TILE}>
              {en.tile.cancelSure}
            </button>
            <button type="button" onClick={() => setAsking(false)} className={ON_TILE}>
              {en.tile.keep}
            </button>
          </>
        ) : (
          <>
            <div className="relative grid place-items-center">
              <Ring
                size={64}
                percent={percent}
                label={words}
                {...(percent !== null && { valueText: en.job.valueText(percent, left) })}
              />
              {percent !== null && (
                <span aria-hidden="true" className="tabular absolute text-label font-semibold">
                  {en.job.percent(percent)}
                </span>
              )}
            </div>
            <p className="tabular text-meta">{left ? en.job.left(left) : words}</p>
            <button type="button" onClick={() => setAsking(true)} className={ON_TILE}>
              <X aria-hidden="true" size={14} strokeWidth={1.75} />
              {en.tile.cancel}
            </button>
          </>
        )}
      </div>
    </div>
  )
}

/** About how long it still takes, from what was seen since it came into view. */
function useLeft({ status, progress }: Video): string | undefined {
  const first = useRef<Sighting>(undefined)
  const [seconds, setSeconds] = useState<number>()
  useEffect(() => {
    if (status !== 'in_progress') return
    const now = { atMs: Date.now(), progress }
    first.current ??= now
    setSeconds(secondsLeft(first.current, now))
  }, [status, progress])
  return seconds === undefined ? undefined : aboutWords(seconds)
}
