import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { en } from '../messages/en.ts'
import { Button } from './button.tsx'

interface CopyButtonProps {
  readonly text: string
  /** What it is, for a screen reader. */
  readonly what: string
  /** In place of `Copy`. */
  readonly label?: string
  readonly look?: 'plain' | 'quiet'
  readonly className?: string
}

export function CopyButton({ text, what, label = en.act.copy, look = 'plain', className = '' }: CopyButtonProps) {
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
    <span className={`flex-wrap items-center gap-2 ${className.includes('w-full') ? 'flex' : 'inline-flex'}`}>
      <Button
        look={look}
        size="sm"
        className={className}
        onClick={copy}
        aria-label={label === en.act.copy && state !== 'done' ? en.act.copyWhat(what) : undefined}
      >
        <Icon aria-hidden="true" size={15} strokeWidth={1.75} />
        {state === 'done' ? en.act.copied : label}
      </Button>
      <output className={state === 'failed' ? 'text-meta text-bad' : 'sr-only'}>
        {state === 'failed' ? en.act.noCopy : state === 'done' ? en.act.copied : ''}
      </output>
    </span>
  )
}
