import { CircleAlert, Film } from 'lucide-react'
import type { Video } from 'kinora/spec/video'
import type { MouseEvent } from 'react'
import { contentUrl } from '../../client/videos.ts'
import { en } from '../../messages/en.ts'
import { Ring } from '../../ui/ring.tsx'
import { stateWords } from '../video/job-view.ts'
import { openVideo } from '../video/use-video-id.ts'
import type { useRecent } from '../video/use-video.ts'

interface RecentStripProps {
  readonly recent: ReturnType<typeof useRecent>
  readonly open: string | null
}

export function RecentStrip({ recent, open }: RecentStripProps) {
  const videos = recent.data ?? []
  if (videos.length === 0) return null
  return (
    <section aria-labelledby="recent-heading" className="hairline shrink-0 pt-3">
      <h2 id="recent-heading" className="mb-2 text-label font-medium text-fg-2">
        {en.recent.heading}
      </h2>
      <ul className="-m-1 flex gap-2 overflow-x-auto p-1 [scrollbar-width:thin]">
        {videos.map((video) => (
          <li key={video.id} className="shrink-0">
            <RecentTile video={video} current={video.id === open} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function RecentTile({ video, current }: { readonly video: Video; readonly current: boolean }) {
  function open(event: MouseEvent): void {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return
    event.preventDefault()
    openVideo(video.id)
  }
  return (
    <a
      href={`/create?video=${encodeURIComponent(video.id)}`}
      onClick={open}
      aria-current={current ? 'true' : undefined}
      className="flex w-52 items-center gap-2.5 rounded-control border border-line bg-panel p-1.5 transition-colors duration-[120ms] hover:bg-hover aria-[current=true]:border-lamp-ring"
    >
      <span className="grid size-14 shrink-0 place-items-center overflow-hidden rounded-[6px] bg-raised text-fg-3">
        <Picture video={video} />
      </span>
      <span className="min-w-0">
        <span className="block text-meta text-fg-3">{stateWords(video)}</span>
        <span dir="auto" className="line-clamp-2 text-meta text-fg">
          {video.prompt}
        </span>
      </span>
    </a>
  )
}

function Picture({ video }: { readonly video: Video }) {
  if (video.status === 'completed') {
    return (
      <img
        src={contentUrl(video.id, 'thumbnail')}
        alt=""
        loading="lazy"
        className="size-full object-cover object-[50%_75%]"
      />
    )
  }
  if (video.status === 'failed')
    return <CircleAlert aria-hidden="true" size={19} strokeWidth={1.75} className="text-bad" />
  if (video.status === 'queued') return <Film aria-hidden="true" size={19} strokeWidth={1.75} />
  return (
    <span aria-hidden="true">
      <Ring size={30} percent={video.progress} label={en.job.rendering} />
    </span>
  )
}
