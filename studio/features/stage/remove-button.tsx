import { Trash2, X } from 'lucide-react'
import type { Video } from 'kinora/spec/video'
import { useEffect, useRef, useState } from 'react'
import { en } from '../../messages/en.ts'
import { Button } from '../../ui/button.tsx'
import { isOver } from '../video/job-view.ts'
import { useRemove } from '../video/use-remove.ts'

interface RemoveButtonProps {
  readonly video: Video
  /** Where to go once it is gone. */
  readonly then: () => void
}

/** Two steps, no dialog: the second says what it means for the money. */
export function RemoveButton({ video, then }: RemoveButtonProps) {
  const [asking, setAsking] = useState(false)
  const remove = useRemove(video.id, then)
  const sure = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (asking) sure.current?.focus()
  }, [asking])
  const over = isOver(video)
  if (!asking) {
    return (
      <Button look={over ? 'leave' : 'plain'} className="w-full" onClick={() => setAsking(true)}>
        {over ? (
          <Trash2 aria-hidden="true" size={16} strokeWidth={1.75} />
        ) : (
          <X aria-hidden="true" size={16} strokeWidth={1.75} />
        )}
        {over ? en.job.delete : en.job.cancelVideo}
      </Button>
    )
  }
  const free = video.cost.estimate_usd_micros === 0
  return (
    <div className="rise rounded-card border border-line-2 bg-panel p-3">
      <p id="remove-question" className="mb-2 text-hint text-fg">
        {over ? en.job.deleteAsk : free ? en.job.cancelFree : en.job.cancelPaid}
      </p>
      <div className="flex flex-wrap gap-2">
        <Button
          ref={sure}
          look="bad"
          size="sm"
          className="flex-1"
          disabled={remove.busy}
          aria-describedby="remove-question"
          onClick={() => remove.run()}
        >
          {remove.busy ? en.job.deleting : over ? en.job.deleteSure : en.job.cancelSure}
        </Button>
        <Button size="sm" className="flex-1" onClick={() => setAsking(false)}>
          {en.job.keep}
        </Button>
      </div>
      {remove.failed && (
        <p role="alert" className="mt-2 text-hint text-bad">
          {en.sendFault.unreachable}
        </p>
      )}
    </div>
  )
}
