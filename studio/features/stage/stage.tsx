import { en } from '../../messages/en.ts'
import type { Create } from '../create/use-create.ts'
import { saidOf } from '../video/job-view.ts'
import type { useVideo } from '../video/use-video.ts'
import { EstimateCard } from './estimate-card.tsx'
import { GenerateFoot, ReadyList } from './generate-block.tsx'
import { JobFrame } from './job-frame.tsx'
import { JobPanel } from './job-panel.tsx'
import { MissingJob } from './missing-job.tsx'
import { RemoveButton } from './remove-button.tsx'
import { StageFrame } from './stage-frame.tsx'
import { Still } from './still.tsx'

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
      <output className="sr-only">{video && saidOf(video)}</output>
      {id === null ? (
        <StageFrame
          frame={<Still create={create} />}
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
          frame={<JobFrame video={video} leftSeconds={watched.leftSeconds} create={create} />}
          aside={<JobPanel video={video} create={create} />}
          foot={<RemoveButton video={video} />}
        />
      )}
    </section>
  )
}
