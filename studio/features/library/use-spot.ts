import { useLayoutEffect, useState, type RefObject } from 'react'

export interface Spot {
  /** Px; 0 before it is known. */
  readonly width: number
  /** From the top of the page, px. */
  readonly top: number
}

/** How wide an element is and where on the page it begins, also while the window changes. */
export function useSpot(element: RefObject<HTMLElement | null>): Spot {
  const [spot, setSpot] = useState<Spot>({ width: 0, top: 0 })
  useLayoutEffect(() => {
    const found = element.current
    if (!found) return undefined
    const measure = (): void => {
      const { width, top } = found.getBoundingClientRect()
      const next = { width: Math.floor(width), top: Math.round(top + window.scrollY) }
      setSpot((old) => (old.width === next.width && old.top === next.top ? old : next))
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(found)
    observer.observe(document.documentElement)
    return () => observer.disconnect()
  }, [element])
  return spot
}
