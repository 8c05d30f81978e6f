import { CircleAlert } from 'lucide-react'
import { useEffect, useRef, type ReactNode } from 'react'
import { en } from '../messages/en.ts'
import type { FaultWords } from '../words/send-fault.ts'
import { CopyButton } from './copy-button.tsx'

/** What happened, was money spent, what to do; the rest under Details. Comes into view by itself. */
export function FaultNote({ words, children }: { readonly words: FaultWords; readonly children?: ReactNode }) {
  const note = useRef<HTMLDivElement>(null)
  useEffect(() => {
    note.current?.scrollIntoView({ block: 'nearest' })
  }, [])
  return (
    <div ref={note} role="alert" className="rise scroll-my-24 rounded-card border border-line-2 bg-panel p-4 text-body">
      <p className="flex items-start gap-2 font-semibold text-fg">
        <CircleAlert aria-hidden="true" size={18} strokeWidth={1.75} className="mt-px shrink-0 text-bad" />
        {words.headline}
      </p>
      {words.reason !== null && <p className="mt-2 break-words text-fg-2">{words.reason}</p>}
      <p className="mt-2 text-fg-2">
        {words.money !== null && <strong className="font-medium text-fg">{words.money} </strong>}
        {words.advice}
      </p>
      {words.details.length > 0 && (
        <details className="mt-2 text-meta text-fg-3">
          <summary className="w-fit cursor-pointer py-1">{en.job.details}</summary>
          <CopyButton
            text={words.details.join('\n')}
            what={en.copy.detailsWhat}
            label={en.copy.details}
            look="quiet"
            className="-ml-2.5"
          />
          <ul className="mt-1 font-mono break-all select-all">
            {words.details.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </details>
      )}
      {children}
    </div>
  )
}
