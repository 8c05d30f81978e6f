import { Trash2, X } from 'lucide-react'
import type { Video } from 'kinora/spec/video'
import { en } from '../../messages/en.ts'
import { TwoStep } from '../../ui/two-step.tsx'
import { isOver } from '../video/job-view.ts'
import { useRemove } from '../video/use-remove.ts'

interface RemoveButtonProps {
  readonly video: Video
  /** Where to go once it is gone. */
  readonly then: () => void
}

/** Cancels a video that has not ended, deletes one that has. */
export function RemoveButton({ video, then }: RemoveButtonProps) {
  const { busy, failed, run } = useRemove(video.id, then)
  const over = isOver(video)
  const free = video.cost.estimate_usd_micros === 0
  const Icon = over ? Trash2 : X
  return (
    <TwoStep
      look={over ? 'leave' : 'plain'}
      className="w-full"
      question={over ? en.job.deleteAsk : free ? en.job.cancelFree : en.job.cancelPaid}
      sure={over ? en.job.deleteSure : en.job.cancelSure}
      busyWords={en.job.deleting}
      busy={busy}
      failed={failed}
      run={() => run()}
    >
      <Icon aria-hidden="true" size={16} strokeWidth={1.75} />
      {over ? en.job.delete : en.job.cancelVideo}
    </TwoStep>
  )
}
