import { en } from '../../messages/en.ts'
import { Logo } from './logo.tsx'
import { ScreenLink } from './screen-link.tsx'
import { SCREENS, type ScreenId } from './screens.ts'

interface ScreenNavProps {
  /** Null on a screen that is none of the list. */
  readonly current: ScreenId | null
  readonly again: (() => void) | undefined
}

/** One list: a rail beside the page from tablets up, a bar at the foot of phones. */
export function ScreenNav({ current, again }: ScreenNavProps) {
  return (
    <nav
      aria-label={en.app.nav}
      className="fixed inset-x-0 bottom-0 z-20 h-(--foot) border-t border-line bg-ink md:inset-y-0 md:right-auto md:h-auto md:w-[76px] md:overflow-y-auto md:border-t-0 md:border-r md:px-2 md:py-4 md:[scrollbar-width:none]"
    >
      <HomeLink current={current} again={again} className="mx-auto mb-6 grid w-fit rounded-control p-1 max-md:hidden" />
      <ul className="flex md:flex-col md:gap-1">
        {SCREENS.map(({ id, path, label, letter, Icon }) => (
          <li key={id} className="min-w-0 flex-1">
            <ScreenLink
              href={path}
              instead={id === current ? again : undefined}
              aria-current={id === current ? 'page' : undefined}
              aria-keyshortcuts={letter}
              className="group flex h-[58px] flex-col items-center justify-center gap-1 rounded-[12px] px-0.5 text-meta font-medium text-fg-2 transition-colors duration-[120ms] -outline-offset-2 hover:text-fg aria-[current=page]:text-fg md:h-auto md:gap-1.5 md:py-2.5 md:outline-offset-2 md:hover:bg-hover md:aria-[current=page]:bg-raised"
            >
              <Icon
                aria-hidden="true"
                strokeWidth={1.75}
                className="size-[21px] group-aria-[current=page]:text-lamp-ink md:size-[19px]"
              />
              <span className="max-w-full truncate">{label}</span>
            </ScreenLink>
          </li>
        ))}
      </ul>
    </nav>
  )
}

interface HomeLinkProps extends ScreenNavProps {
  readonly className: string
}

export function HomeLink({ current, again, className }: HomeLinkProps) {
  return (
    <ScreenLink
      href="/create"
      instead={current === 'create' ? again : undefined}
      aria-label={en.app.home}
      className={className}
    >
      <Logo size={34} />
    </ScreenLink>
  )
}
