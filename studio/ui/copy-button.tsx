import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { en } from '../messages/en.ts'
import { Button } from './button.tsx'

interface CopyButtonProps {
  readonly text: string
  /** What it is, for a screen reader. */
  readonly what: string
}

export function CopyButton({ text, what }: CopyButtonProps) {
  const [state, setState] = useState<'idle' | 'done' | 'failed'>('idle')
  const Icon = state === 'done' ? Check : Copy
  function copy(): void {
    // Absent on pages without https that are not on this machine.
    const written = navigator.clipboard as Clipboard | undefined
    if (!written) return setState('failed')
    void written.writeText(text).then(
      () => setState('done'),
      () => setState('failed'),
    )
  }
  return (
    <span className="inline-flex flex-wrap items-center gap-2">
      <Button size="sm" onClick={copy} aria-label={en.act.copyWhat(what)}>
        <Icon aria-hidden="true" size={15} strokeWidth={1.75} />
        {state === 'done' ? en.act.copied : en.act.copy}
      </Button>
      <output className={state === 'failed' ? 'text-meta text-bad' : 'sr-only'}>
        {state === 'failed' ? en.act.noCopy : state === 'done' ? en.act.copied : ''}
      </output>
    </span>
  )
}
