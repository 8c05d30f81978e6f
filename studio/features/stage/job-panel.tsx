import { Plus, SquareArrowOutUpRight } from 'lucide-react'
import type { Video } from 'kinora/spec/video'
import { en } from '../../messages/en.ts'
import { Button, buttonLook } from '../../ui/button.tsx'
import { FaultNote } from '../../ui/fault-note.tsx'
import { againOf, jobFaultWords } from '../../words/job-fault.ts'
import type { Create } from '../create/use-create.ts'
import { ScreenLink } from '../shell/screen-link.tsx'
import { isOver } from '../video/job-view.ts'
import { NotifyOffer } from '../video/notify-offer.tsx'
import { openVideo } from '../video/use-video-id.ts'
import { DownloadButton } from './download-button.tsx'
import { JobFacts } from './job-facts.tsx'
import { Warnings } from './warnings.tsx'

/** Beside the frame: what this video is, and what can be done with it now. */
export function JobPanel({ video, create }: { readonly video: Video; readonly create: Create }) {
  return (
    <>
      {video.status === 'completed' && <DownloadButton video={video} />}
      {video.status === 'failed' && <Failed video={video} create={create} />}
      <Button className="max-lg:hidden" onClick={() => openVideo(null)}>
        <Plus aria-hidden="true" size={16} strokeWidth={1.75} />
        {en.job.another}
      </Button>
      <ScreenLink
        href={`/v/${encodeURIComponent(video.id)}`}
        className={`${buttonLook('quiet')} max-lg:border max-lg:border-line-2`}
      >
        <SquareArrowOutUpRight aria-hidden="true" size={15} strokeWidth={1.75} />
        {en.watch.openPage}
      </ScreenLink>
      {!isOver(video) && <NotifyOffer />}
      {video.warnings.length > 0 && <Warnings lines={video.warnings} />}
      <div>
        <h2 className="text-label font-medium text-fg-2">{en.job.prompt}</h2>
        <p dir="auto" className="mt-1 max-h-44 overflow-y-auto text-body break-words whitespace-pre-wrap text-fg">
          {video.prompt}
        </p>
      </div>
      <JobFacts video={video} models={create.models.data ?? []} />
    </>
  )
}

function Failed({ video, create }: { readonly video: Video; readonly create: Create }) {
  const again = againOf(video)
  const same = create.draft.sent === video.id
  function act(): void {
    openVideo(null)
    // Only this form's own order can go out again as it was; an older one comes back as words.
    if (same && again === 'retry') create.generate()
    else if (!same) create.takeOver(video)
  }
  return (
    <FaultNote words={jobFaultWords(video)}>
      <Button look="lamp" className="mt-3 w-full" onClick={act}>
        {same ? (again === 'retry' ? en.job.again : en.job.edit) : en.job.reuse}
      </Button>
    </FaultNote>
  )
}
