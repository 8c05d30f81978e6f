import { X } from 'lucide-react'
import type { Video } from 'kinora/spec/video'
import { useEffect, useRef, useState } from 'react'
import { en } from '../../messages/en.ts'
import { Button } from '../../ui/button.tsx'
import { useCancel } from './use-again.ts'

/** Two steps, no dialog: the second says what it means for the money. */
export function CancelButton({ video }: { readonly video: Video }) {
  const [asking, setAsking] = useState(false)
  const cancel = useCancel(video.id)
  const sure = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (asking) sure.current?.focus()
  }, [asking])
  if (!asking) {
    return (
      <Button onClick={() => setAsking(true)}>
        <X aria-hidden="true" size={16} strokeWidth={1.75} />
        {en.job.cancelVideo}
      </Button>
    )
  }
  return (
    <div className="rise rounded-card border border-line-2 bg-panel p-3">
      <p id="cancel-question" className="mb-2 text-hint text-fg">
        {video.cost.estimate_usd_micros === 0 ? en.job.cancelFree : en.job.cancelPaid}
      </p>
      <div className="flex flex-wrap gap-2">
        <Button
          ref={sure}
          look="bad"
          size="sm"
          className="flex-1"
          disabled={cancel.busy}
          aria-describedby="cancel-question"
          onClick={() => cancel.run()}
        >
          {cancel.busy ? en.watch.busy : en.job.cancelSure}
        </Button>
        <Button size="sm" className="flex-1" onClick={() => setAsking(false)}>
          {en.job.keep}
        </Button>
      </div>
      {cancel.failed && (
        <p role="alert" className="mt-2 text-hint text-bad">
          {en.sendFault.unreachable}
        </p>
      )}
    </div>
  )
}
