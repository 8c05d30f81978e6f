import { lazy, Suspense } from 'react'
import { en } from '../../messages/en.ts'
import type { Create } from '../create/use-create.ts'
import { SpokenState } from '../video/spoken-state.tsx'
import type { useVideo } from '../video/use-video.ts'
import { EstimateCard } from './estimate-card.tsx'
import { GenerateFoot, ReadyList } from './generate-block.tsx'
import { MissingJob } from './missing-job.tsx'
import { PreviewTabs } from './preview-tabs.tsx'
import { StageFrame } from './stage-frame.tsx'

// The page begins with a form: player and all are loaded when a video is opened.
const JobStage = lazy(async () => ({ default: (await import('./job-stage.tsx')).JobStage }))

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
        <Suspense fallback={<MissingJob gone={false} />}>
          <JobStage key={video.id} create={create} video={video} leftSeconds={watched.leftSeconds} />
        </Suspense>
      )}
    </section>
  )
}
