import { useEffect, useId, useRef, useState } from 'react'
import type { ReactNode } from 'react'
import { en } from '../messages/en.ts'
import { Button } from './button.tsx'

interface TwoStepProps {
  readonly look: 'leave' | 'plain'
  /** On the first button. */
  readonly children: ReactNode
  readonly className?: string
  /** What the second step means, for the money too. */
  readonly question: string
  readonly sure: string
  readonly busyWords: string
  readonly busy: boolean
  readonly failed: boolean
  readonly run: () => void
}

/** Asked once more in its own place, without a dialog. */
export function TwoStep({
  look,
  children,
  className = '',
  question,
  sure,
  busyWords,
  busy,
  failed,
  run,
}: TwoStepProps) {
  const [asking, setAsking] = useState(false)
  const second = useRef<HTMLButtonElement>(null)
  const id = useId()
  useEffect(() => {
    if (asking) second.current?.focus()
  }, [asking])
  if (!asking) {
    return (
      <Button look={look} className={className} onClick={() => setAsking(true)}>
        {children}
      </Button>
    )
  }
  return (
    <div className="rise rounded-card border border-line-2 bg-panel p-3">
      <p id={id} className="mb-2 text-hint text-fg">
        {question}
      </p>
      <div className="flex flex-wrap gap-2">
        <Button
          ref={second}
          look="bad"
          size="sm"
          className="flex-1"
          disabled={busy}
          aria-describedby={id}
          onClick={run}
        >
          {busy ? busyWords : sure}
        </Button>
        <Button size="sm" className="flex-1" onClick={() => setAsking(false)}>
          {en.job.keep}
        </Button>
      </div>
      {failed && (
        <p role="alert" className="mt-2 text-hint text-bad">
          {en.sendFault.unreachable}
        </p>
      )}
    </div>
  )
}
