import type { ComponentProps, MouseEvent } from 'react'
import { useGo } from './go.ts'

interface ScreenLinkProps extends ComponentProps<'a'> {
  readonly href: string
  /** Done in place of opening `href`, where the page is there already. */
  readonly instead?: (() => void) | undefined
}

/** A link within the studio: keeps what is loaded. With a modifier key it stays the browser's own. */
export function ScreenLink({ href, instead, onClick, children, ...rest }: ScreenLinkProps) {
  const go = useGo()
  function open(event: MouseEvent<HTMLAnchorElement>): void {
    onClick?.(event)
    if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    if (instead) instead()
    else go(href)
  }
  return (
    <a href={href} onClick={open} {...rest}>
      {children}
    </a>
  )
}
