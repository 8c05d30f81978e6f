import { lazy, Suspense, type ReactNode } from 'react'
import { ApiError } from '../../client/http.ts'
import { en } from '../../messages/en.ts'
import { ConnectionBar } from './connection-bar.tsx'
import { useScreenLetters } from './letters.ts'
import { HomeLink, ScreenNav } from './screen-nav.tsx'
import type { ScreenId } from './screens.ts'
import { ToastList } from '../toast/toast-list.tsx'
import { ThemeToggle } from './theme-toggle.tsx'
import { Who } from './who.tsx'

/** Fetched only where someone must sign in. */
const SignIn = lazy(async () => ({ default: (await import('./sign-in.tsx')).SignIn }))

interface ShellProps {
  readonly current: ScreenId | null
  readonly heading: string
  readonly subtitle?: string | null
  /** The screen's own buttons, in the header. */
  readonly action?: ReactNode
  /** What the screen's questions to the server ran into: silence is told, a missing sign-in is asked for. */
  readonly errors: readonly unknown[]
  /** Pressing the current screen's own link, without loading it again. */
  readonly again?: () => void
  /** The window itself never scrolls on wide screens; the parts within do. */
  readonly pinned?: boolean
  /** Holds the page's `main`, whose id is `main`. */
  readonly children: ReactNode
}

export function Shell({ current, heading, subtitle = null, action, errors, again, pinned, children }: ShellProps) {
  useScreenLetters(current, again)
  const lockedOut = isLockedOut(errors)
  return (
    <div className={`flex min-h-dvh flex-col pb-(--foot) md:pl-[76px] ${pinned ? 'lg:h-dvh' : ''}`}>
      <a
        href="#main"
        className="on-picture sr-only z-50 rounded-control p-3 focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        {en.app.skip}
      </a>
      <ScreenNav current={current} again={again} />
      <header className="flex h-[60px] shrink-0 items-center gap-3 border-b border-line px-4 md:px-7">
        <HomeLink
          current={current}
          again={again}
          className="-ml-1.5 grid size-11 shrink-0 place-items-center rounded-control md:hidden"
        />
        <h1 className="truncate text-title font-semibold">{heading}</h1>
        <p className="tabular hidden min-w-0 flex-1 truncate text-hint text-fg-3 sm:block">
          {lockedOut ? null : subtitle}
        </p>
        <span className="ml-auto flex min-w-0 items-center gap-2">
          {!lockedOut && action}
          <Who />
          <ThemeToggle />
        </span>
      </header>
      <ConnectionBar errors={errors} />
      {lockedOut ? (
        <Suspense>
          <SignIn />
        </Suspense>
      ) : (
        children
      )}
      <ToastList />
    </div>
  )
}

export function isLockedOut(errors: readonly unknown[]): boolean {
  return errors.some((error) => error instanceof ApiError && error.status === 401)
}
