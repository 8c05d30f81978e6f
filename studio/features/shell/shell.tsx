import { Clapperboard } from 'lucide-react'
import type { MouseEvent, ReactNode } from 'react'
import { en } from '../../messages/en.ts'
import { Logo } from './logo.tsx'
import { ThemeToggle } from './theme-toggle.tsx'
import { Who } from './who.tsx'

interface ShellProps {
  readonly heading: string
  readonly subtitle: string | null
  /** Goes to the empty form without loading the page again. */
  readonly goHome: () => void
  readonly children: ReactNode
}

export function Shell({ heading, subtitle, goHome, children }: ShellProps) {
  function home(event: MouseEvent): void {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return
    event.preventDefault()
    goHome()
  }
  return (
    <div className="flex min-h-dvh flex-col md:pl-[76px] lg:h-dvh">
      <a
        href="#form"
        className="on-picture sr-only z-50 rounded-control p-3 focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        {en.app.skip}
      </a>
      <nav
        aria-label={en.app.nav}
        className="fixed inset-y-0 left-0 z-20 hidden w-[76px] flex-col items-center border-r border-line px-2 py-4 md:flex"
      >
        <a href="/create" onClick={home} aria-label={en.app.home} className="rounded-control p-1">
          <Logo size={34} />
        </a>
        <a
          href="/create"
          onClick={home}
          aria-current="page"
          className="mt-6 flex w-full flex-col items-center gap-1.5 rounded-[12px] bg-raised py-2.5 text-meta font-medium text-fg"
        >
          <Clapperboard aria-hidden="true" size={19} strokeWidth={1.75} className="text-lamp-ink" />
          {en.app.create}
        </a>
      </nav>
      <header className="flex h-[60px] shrink-0 items-center gap-3 border-b border-line px-4 md:px-7">
        <a
          href="/create"
          onClick={home}
          aria-label={en.app.home}
          className="-ml-1.5 grid size-11 place-items-center rounded-control md:hidden"
        >
          <Logo size={34} />
        </a>
        <h1 className="text-title font-semibold">{heading}</h1>
        <p className="hidden min-w-0 flex-1 truncate text-hint text-fg-3 sm:block">{subtitle}</p>
        <span className="ml-auto flex min-w-0 items-center gap-2">
          <Who />
          <ThemeToggle />
        </span>
      </header>
      {children}
    </div>
  )
}
