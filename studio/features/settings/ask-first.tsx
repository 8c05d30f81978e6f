import { useEffect, useRef, useState } from 'react'
import { en } from '../../messages/en.ts'
import { Button } from '../../ui/button.tsx'

interface AskFirstProps {
  /** On the button, and for a screen reader with what it is about. */
  readonly label: string
  readonly name: string
  /** What follows from it. */
  readonly question: string
  readonly sure: string
  readonly busy: boolean
  readonly onSure: () => void
}

/** Two steps, no dialog: the second says what follows. */
export function AskFirst({ label, name, question, sure, busy, onSure }: AskFirstProps) {
  const [asking, setAsking] = useState(false)
  const second = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (asking) second.current?.focus()
  }, [asking])
  if (!asking)
    return (
      <Button size="sm" aria-label={name} onClick={() => setAsking(true)}>
        {label}
      </Button>
    )
  return (
    <div className="rise basis-full rounded-control bg-raised p-3">
      <p className="text-hint text-fg">{question}</p>
      <div className="mt-2 flex flex-wrap gap-2">
        <Button
          ref={second}
          size="sm"
          look="bad"
          disabled={busy}
          onClick={() => {
            setAsking(false)
            onSure()
          }}
        >
          {sure}
        </Button>
        <Button size="sm" look="quiet" onClick={() => setAsking(false)}>
          {en.act.cancel}
        </Button>
      </div>
    </div>
  )
}
