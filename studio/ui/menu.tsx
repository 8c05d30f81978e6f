import type { LucideIcon } from 'lucide-react'
import { lazy, Suspense, useState, type ReactNode } from 'react'

export interface MenuItem {
  readonly label: string
  readonly Icon: LucideIcon
  /** A place to go to, or something to do. */
  readonly href?: string
  readonly run?: () => void
  readonly bad?: boolean
}

/** Fetched with the first menu that is opened. */
const MenuList = lazy(async () => ({ default: (await import('./menu-list.tsx')).MenuList }))

interface MenuProps {
  readonly label: string
  readonly items: readonly MenuItem[]
  readonly className: string
  readonly tabIndex?: number
  readonly children: ReactNode
}

/** A button with a menu in the top layer, so that nothing around it cuts it off. */
export function Menu({ label, items, className, tabIndex, children }: MenuProps) {
  const [opener, setOpener] = useState<HTMLElement | null>(null)
  return (
    <>
      <button
        type="button"
        aria-haspopup="menu"
        aria-expanded={opener !== null}
        aria-label={label}
        tabIndex={tabIndex}
        onClick={(event) => setOpener(event.currentTarget)}
        className={className}
      >
        {children}
      </button>
      {opener && (
        <Suspense>
          <MenuList label={label} items={items} opener={opener} close={() => setOpener(null)} />
        </Suspense>
      )}
    </>
  )
}
