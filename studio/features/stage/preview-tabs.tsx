import { lazy, Suspense, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { en } from '../../messages/en.ts'
import type { Create } from '../create/use-create.ts'
import { Still } from './still.tsx'

// Loaded when they are first opened: the page starts with the photos.
const OneFrame = lazy(async () => ({ default: (await import('./one-frame.tsx')).OneFrame }))
const FinalPrompt = lazy(async () => ({ default: (await import('./final-prompt.tsx')).FinalPrompt }))
const ApiCall = lazy(async () => ({ default: (await import('./api-call.tsx')).ApiCall }))

const TABS = ['photos', 'frame', 'prompt', 'code'] as const
type Tab = (typeof TABS)[number]

/** What goes to the engine, seen from four sides. */
export function PreviewTabs({ create }: { readonly create: Create }) {
  const [open, setOpen] = useState<Tab>('photos')
  const list = useRef<HTMLDivElement>(null)
  function move(event: KeyboardEvent): void {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    if (step === undefined) return
    event.preventDefault()
    const next = (TABS.indexOf(open) + step + TABS.length) % TABS.length
    setOpen(TABS[next] ?? 'photos')
    list.current?.querySelectorAll<HTMLElement>('[role=tab]')[next]?.focus()
  }
  return (
    <div className="flex h-full min-h-0 flex-col gap-3">
      <div
        ref={list}
        role="tablist"
        tabIndex={-1}
        aria-label={en.still.region}
        onKeyDown={move}
        className="-mx-1 flex shrink-0 gap-1 overflow-x-auto px-1 [scrollbar-width:none]"
      >
        {TABS.map((tab) => (
          <button
            key={tab}
            type="button"
            role="tab"
            id={`preview-tab-${tab}`}
            aria-selected={tab === open}
            aria-controls="preview-panel"
            tabIndex={tab === open ? 0 : -1}
            onClick={() => setOpen(tab)}
            className="min-h-9 shrink-0 px-2 text-hint font-medium whitespace-nowrap text-fg-2 -outline-offset-2 transition-colors duration-[120ms] hover:text-fg aria-selected:text-fg aria-selected:shadow-[inset_0_-2px_0_var(--lamp-ring)] touch:min-h-11"
          >
            {en.still.tabs[tab]}
          </button>
        ))}
      </div>
      <div
        role="tabpanel"
        id="preview-panel"
        aria-labelledby={`preview-tab-${open}`}
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what it holds may scroll
        tabIndex={0}
        className="min-h-0 flex-1 outline-offset-2"
      >
        <Suspense fallback={<div className="shimmer h-40 rounded-card" />}>{panelOf(open, create)}</Suspense>
      </div>
    </div>
  )
}

function panelOf(tab: Tab, create: Create): ReactNode {
  switch (tab) {
    case 'photos':
      return <Still create={create} />
    case 'frame':
      return <OneFrame create={create} />
    case 'prompt':
      return <FinalPrompt create={create} />
    case 'code':
      return <ApiCall create={create} />
    default:
      return tab satisfies never
  }
}
