import { useLayoutEffect, useRef, type KeyboardEvent } from 'react'
import type { MenuItem } from './menu.tsx'

interface MenuListProps {
  readonly label: string
  readonly items: readonly MenuItem[]
  readonly opener: HTMLElement
  readonly close: () => void
}

const ITEM =
  'flex min-h-9 w-full items-center gap-2.5 rounded-[6px] px-2.5 text-body whitespace-nowrap hover:bg-hover focus:bg-hover -outline-offset-2 touch:min-h-11'

export function MenuList({ label, items, opener, close }: MenuListProps) {
  const list = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const element = list.current
    if (!element) return
    element.showPopover()
    place(element, opener)
    element.querySelector<HTMLElement>('[role=menuitem]')?.focus()
  }, [opener])
  function finish(): void {
    opener.focus()
    close()
  }
  return (
    <div
      ref={list}
      popover="auto"
      role="menu"
      tabIndex={-1}
      aria-label={label}
      onToggle={(event) => {
        if (event.newState === 'closed') close()
      }}
      onKeyDown={(event) => {
        event.stopPropagation() // the grid below moves by arrows too
        if (event.key === 'Tab') finish()
        else walk(event)
      }}
      className="rise fixed m-0 min-w-40 rounded-control border border-line-2 bg-raised p-1 text-fg shadow-float"
    >
      {items.map(({ label: words, Icon, href, run, bad = false }) => {
        const look = `${ITEM} ${bad ? 'text-bad' : 'text-fg'}`
        const inside = (
          <>
            <Icon aria-hidden="true" size={15} strokeWidth={1.75} />
            {words}
          </>
        )
        return href === undefined ? (
          <button
            key={words}
            type="button"
            role="menuitem"
            tabIndex={-1}
            className={look}
            onClick={() => {
              finish()
              run?.()
            }}
          >
            {inside}
          </button>
        ) : (
          <a key={words} href={href} role="menuitem" tabIndex={-1} className={look}>
            {inside}
          </a>
        )
      })}
    </div>
  )
}

/** Below the button, or above where there is no room. */
function place(element: HTMLElement, opener: HTMLElement): void {
  const at = opener.getBoundingClientRect()
  const { offsetWidth: width, offsetHeight: height } = element
  const below = at.bottom + 4
  element.style.left = `${Math.max(8, Math.min(at.right - width, window.innerWidth - width - 8))}px`
  element.style.top = `${below + height > window.innerHeight - 8 ? Math.max(8, at.top - height - 4) : below}px`
}

function walk(event: KeyboardEvent<HTMLElement>): void {
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>('[role=menuitem]')]
  const at = items.indexOf(document.activeElement as HTMLElement)
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key]
  if (to === undefined) return
  event.preventDefault()
  items.at(to % items.length)?.focus()
}
