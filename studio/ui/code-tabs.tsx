import { useId, useRef, useState, type KeyboardEvent } from 'react'
import { en } from '../messages/en.ts'
import { CopyButton } from './copy-button.tsx'

export interface CodeTab {
  readonly name: string
  readonly code: string
}

/** One of several texts of code; arrows move between the tabs. */
export function CodeTabs({ label, tabs }: { readonly label: string; readonly tabs: readonly CodeTab[] }) {
  const [open, setOpen] = useState(0)
  const id = useId()
  const list = useRef<HTMLDivElement>(null)
  const shown = tabs[open]
  function move(event: KeyboardEvent): void {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    if (step === undefined) return
    event.preventDefault()
    const next = (open + step + tabs.length) % tabs.length
    setOpen(next)
    list.current?.querySelectorAll<HTMLElement>('[role=tab]')[next]?.focus()
  }
  return (
    <div className="overflow-hidden rounded-card border border-line-2 bg-panel">
      <div className="flex items-center justify-between gap-2 border-b border-line pr-1.5 pl-2">
        <div ref={list} role="tablist" tabIndex={-1} aria-label={label} onKeyDown={move} className="flex">
          {tabs.map(({ name }, index) => (
            <button
              key={name}
              type="button"
              role="tab"
              id={`${id}-tab-${index}`}
              aria-selected={index === open}
              aria-controls={`${id}-panel`}
              tabIndex={index === open ? 0 : -1}
              onClick={() => setOpen(index)}
              className="min-h-11 px-2.5 text-hint font-medium text-fg-2 -outline-offset-4 hover:text-fg aria-selected:text-fg aria-selected:shadow-[inset_0_-2px_0_var(--lamp-ring)]"
            >
              {name}
            </button>
          ))}
        </div>
        <CopyButton key={open} text={shown?.code ?? ''} what={en.copy.code(shown?.name ?? '')} look="quiet" />
      </div>
      {/* Scrolls sideways, so a keyboard must reach it. */}
      <pre
        id={`${id}-panel`}
        role="tabpanel"
        aria-labelledby={`${id}-tab-${open}`}
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        dir="ltr"
        className="max-h-80 overflow-auto p-4 font-mono text-meta leading-5 text-fg -outline-offset-2"
      >
        <code>{shown?.code}</code>
      </pre>
    </div>
  )
}
