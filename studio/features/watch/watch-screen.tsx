'use client'
import { en } from '../../messages/en.ts'
import { aboutWords } from '../../words/duration.ts'
import type { Video } from 'kinora/spec/video'
import { useGo } from '../shell/go.ts'
import { Shell } from '../shell/shell.tsx'
import { JobFrame } from '../stage/job-frame.tsx'
import { referenceUrl } from '../../client/videos.ts'
import { stateWords } from '../video/job-view.ts'
import { useTitle } from '../video/use-title.ts'
import { Backdrop } from './backdrop.tsx'
import { headingOf } from './heading.ts'
import { Neighbours } from './neighbours.tsx'
import { NotHere } from './not-here.tsx'
import { SpokenState } from '../video/spoken-state.tsx'
import { useWatch } from './use-watch.ts'
import { WatchPanel } from './watch-panel.tsx'

export function WatchScreen({ id }: { readonly id: string }) {
  const watch = useWatch(id)
  const { video } = watch
  const go = useGo()
  useTitle(video)
  return (
    <Shell
      current="library"
      again={() => go('/library')}
      heading={video ? headingOf(video.prompt) : en.watch.video}
      subtitle={video ? subtitleOf(video) : null}
      errors={watch.errors}
      pinned
    >
      <SpokenState video={video} />
      <main
        id="main"
        className="flex min-h-0 flex-1 flex-col lg:grid lg:grid-cols-[minmax(0,1fr)_424px] lg:overflow-hidden"
      >
        {video === undefined ? (
          <NotHere gone={watch.gone} />
        ) : (
          <>
            <section
              aria-label={en.job.region}
              className="relative flex min-h-0 flex-col overflow-hidden p-4 md:p-7 [&>*]:relative"
            >
              <Backdrop video={video} />
              <div className="min-h-0 flex-1 lg:px-14">
                <JobFrame
                  video={video}
                  leftSeconds={watch.leftSeconds}
                  usual={watch.usual}
                  photos={photosOf(video, watch.photosGone)}
                />
              </div>
              <Neighbours id={id} videos={watch.neighbours} />
            </section>
            <WatchPanel watch={watch} video={video} />
          </>
        )}
      </main>
    </Shell>
  )
}

function photosOf(video: Video, gone: boolean): readonly string[] {
  if (gone) return []
  return Array.from({ length: Math.min(2, video.reference_count) }, (_, index) => referenceUrl(video.id, index + 1))
}

function subtitleOf(video: Video): string {
  if (video.status !== 'completed' || video.completed_at === null) return stateWords(video)
  return en.watch.ready(aboutWords(video.completed_at - video.created_at))
}
