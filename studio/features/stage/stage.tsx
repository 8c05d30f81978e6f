import { en } from '../../messages/en.ts'
import type { Create } from '../create/use-create.ts'
import { SpokenState } from '../video/spoken-state.tsx'
import { usualWait } from '../video/time-left.ts'
import { openVideo } from '../video/use-video-id.ts'
import type { useVideo } from '../video/use-video.ts'
import { EstimateCard } from './estimate-card.tsx'
import { GenerateFoot, ReadyList } from './generate-block.tsx'
import { JobFrame } from './job-frame.tsx'
import { JobPanel } from './job-panel.tsx'
import { MissingJob } from './missing-job.tsx'
import { PreviewTabs } from './preview-tabs.tsx'
import { RemoveButton } from './remove-button.tsx'
import { StageFrame } from './stage-frame.tsx'

/** The photos of the form, when this video was made from them. */
function shownPhotos(create: Create): readonly string[] {
  return create.photos.map(({ url }) => url)
}

interface StageProps {
  readonly create: Create
  readonly id: string | null
  readonly watched: ReturnType<typeof useVideo>
}

export function Stage({ create, id, watched }: StageProps) {
  const video = id === null ? undefined : watched.video
  return (
    <section
      id="stage"
      tabIndex={-1}
      aria-label={id === null ? en.still.region : en.job.region}
      className="flex flex-1 flex-col outline-none xl:min-h-0"
    >
      <SpokenState video={video} />
      {id === null ? (
        <StageFrame
          frame={<PreviewTabs create={create} />}
          aside={
            <>
              <EstimateCard create={create} />
              <ReadyList create={create} />
            </>
          }
          foot={<GenerateFoot create={create} />}
        />
      ) : video === undefined ? (
        <MissingJob gone={watched.gone} />
      ) : (
        <StageFrame
          key={video.id}
          frame={
            <JobFrame
              video={video}
              leftSeconds={watched.leftSeconds}
              usual={usualWait(create.recent.data ?? [], video.engine, Number(video.seconds))}
              photos={create.draft.sent === video.id ? shownPhotos(create) : []}
            />
          }
          aside={<JobPanel video={video} create={create} />}
          foot={<RemoveButton video={video} then={() => openVideo(null, 'replace')} />}
        />
      )}
    </section>
  )
}
