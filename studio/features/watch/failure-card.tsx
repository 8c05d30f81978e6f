import type { Video } from 'kinora/spec/video'
import { en } from '../../messages/en.ts'
import { Button, buttonLook } from '../../ui/button.tsx'
import { FaultNote } from '../../ui/fault-note.tsx'
import { againOf, jobFaultWords } from '../../words/job-fault.ts'
import { moneyWords } from '../../words/money.ts'
import { sendFaultWords } from '../../words/send-fault.ts'
import { ScreenLink } from '../shell/screen-link.tsx'
import { remixPath } from './done-actions.tsx'
import { useAgain } from './use-again.ts'

interface FailureCardProps {
  readonly video: Video
  readonly requestId: string | null
}

/** What happened, was money spent, and the one thing that helps most. */
export function FailureCard({ video, requestId }: FailureCardProps) {
  const again = useAgain()
  return (
    <>
      <FaultNote words={jobFaultWords(video, requestId)}>
        {againOf(video) === 'retry' ? (
          <Button
            look="lamp"
            className="mt-3 w-full"
            aria-disabled={again.busy}
            onClick={() => !again.busy && again.run({ retry: video.id })}
          >
            {again.busy ? en.watch.busy : en.watch.retryPrice(moneyWords(video.cost.estimate_usd_micros))}
          </Button>
        ) : (
          <ScreenLink href={remixPath(video)} className={`${buttonLook('lamp')} mt-3 w-full`}>
            {editWords(video)}
          </ScreenLink>
        )}
      </FaultNote>
      {again.error !== null && <FaultNote words={sendFaultWords(again.error)} />}
      {againOf(video) === 'retry' && (
        <ScreenLink href={remixPath(video)} className={buttonLook('plain')}>
          {en.watch.edit}
        </ScreenLink>
      )}
    </>
  )
}

function editWords({ error }: Video): string {
  if (error?.code === 'invalid_reference') return en.watch.editPhotos
  return error?.code === 'budget_exceeded' ? en.watch.shorter : en.watch.edit
}
