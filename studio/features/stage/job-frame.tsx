import { CircleAlert } from 'lucide-react'
import type { Video } from 'kinora/spec/video'
import { contentUrl } from '../../client/videos.ts'
import { en } from '../../messages/en.ts'
import { FitFrame } from '../../ui/fit-frame.tsx'
import { Ring } from '../../ui/ring.tsx'
import { aboutWords } from '../../words/duration.ts'
import { frameOf } from '../../words/frame.ts'
import { jobViewOf } from '../video/job-view.ts'
import { useUsualLeft } from '../video/use-usual-left.ts'
import { BlurredPhotos } from './blurred-photos.tsx'
import { Player } from './player.tsx'

interface JobFrameProps {
  readonly video: Video
  readonly leftSeconds: number | undefined
  /** How long such a video usually takes, seconds; undefined while that is not known. */
  readonly usual: number | undefined
  /** Addresses of what it is made from. */
  readonly photos: readonly string[]
}

/** The video's own shape: what it becomes while it is being made, and the video once it is there. */
export function JobFrame({ video, leftSeconds, usual, photos }: JobFrameProps) {
  const frame = frameOf(video.size) ?? { width: 9, height: 16 }
  return (
    <FitFrame width={frame.width} height={frame.height}>
      {video.status === 'completed' ? (
        <Player src={contentUrl(video.id, 'video')} poster={contentUrl(video.id, 'thumbnail')} prompt={video.prompt} />
      ) : (
        <>
          {photos.length > 0 && <BlurredPhotos photos={photos} width={frame.width} height={frame.height} />}
          <Progress video={video} leftSeconds={leftSeconds} usual={usual} />
        </>
      )}
    </FitFrame>
  )
}

function Progress({ video, leftSeconds, usual }: Omit<JobFrameProps, 'photos'>) {
  const view = jobViewOf(video)
  const usualSeconds = useUsualLeft(usual, video)
  if (view.state === 'done') return null
  if (view.state === 'failed') return <Failed />
  const leftWords = leftSeconds === undefined ? undefined : aboutWords(leftSeconds)
  return (
    <div className="absolute inset-0 flex flex-col items-center justify-center gap-4 bg-black/65 p-6 text-center text-white">
      <div className="relative grid place-items-center">
        <Ring
          size={128}
          percent={view.percent}
          label={view.words}
          {...(view.percent === null ? {} : { valueText: en.job.valueText(view.percent, leftWords) })}
        />
        {view.percent !== null && (
          <span aria-hidden="true" className="tabular absolute text-price font-semibold">
            {en.job.percent(view.percent)}
          </span>
        )}
      </div>
      <p className="text-section font-semibold">{view.words}</p>
      <p className="tabular text-hint">
        {leftWords ? en.job.left(leftWords) : view.state === 'waiting' ? view.hint : en.job.closeTab}
      </p>
      <p className="tabular -mt-3 min-h-4.5 text-hint text-white/85">
        {leftWords === undefined && usualSeconds !== undefined && en.job.usually(aboutWords(usualSeconds))}
      </p>
    </div>
  )
}

/** What went wrong is told beside the frame; here only that nothing comes. */
function Failed() {
  return (
    <div className="absolute inset-0 flex flex-col items-center justify-center gap-3 bg-black/75 text-white backdrop-grayscale">
      <CircleAlert aria-hidden="true" size={36} strokeWidth={1.5} className="text-[#ff7a70]" />
      <p className="text-section font-semibold">{en.job.noVideo}</p>
    </div>
  )
}
