import { X } from 'lucide-react'
import type { Video } from 'kinora/spec/video'
import { en } from '../../messages/en.ts'
import { TwoStep } from '../../ui/two-step.tsx'
import { useCancel } from './use-again.ts'

export function CancelButton({ video }: { readonly video: Video }) {
  const { busy, failed, run } = useCancel(video.id)
  return (
    <TwoStep
      look="plain"
      question={video.cost.estimate_usd_micros === 0 ? en.job.cancelFree : en.job.cancelPaid}
      sure={en.job.cancelSure}
      busyWords={en.watch.busy}
      busy={busy}
      failed={failed}
      run={() => run()}
    >
      <X aria-hidden="true" size={16} strokeWidth={1.75} />
      {en.job.cancelVideo}
    </TwoStep>
  )
}
