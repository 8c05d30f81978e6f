import type { Video } from 'kinora/spec/video'
import type { Create } from '../create/use-create.ts'
import { usualWait } from '../video/time-left.ts'
import { openVideo } from '../video/use-video-id.ts'
import { JobFrame } from './job-frame.tsx'
import { JobPanel } from './job-panel.tsx'
import { RemoveButton } from './remove-button.tsx'
import { StageFrame } from './stage-frame.tsx'

interface JobStageProps {
  readonly create: Create
  readonly video: Video
  readonly leftSeconds: number | undefined
}

/** One video in the place of the form's preview. */
export function JobStage({ create, video, leftSeconds }: JobStageProps) {
  return (
    <StageFrame
      frame={
        <JobFrame
          video={video}
          leftSeconds={leftSeconds}
          usual={usualWait(create.recent.data ?? [], video.engine, Number(video.seconds))}
          photos={create.draft.sent === video.id ? create.photos.map(({ url }) => url) : []}
        />
      }
      aside={<JobPanel video={video} create={create} />}
      foot={<RemoveButton video={video} then={() => openVideo(null, 'replace')} />}
    />
  )
}
