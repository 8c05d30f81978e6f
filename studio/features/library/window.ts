import { useCallback, useEffect, useMemo, useState } from 'react'
import type { Line } from './layout.ts'

export interface Range {
  readonly from: number
  /** Not included. */
  readonly to: number
}

/** Where each line begins, px from the top of the list; one more at the end, which is the whole height. */
export function offsetsOf(lines: readonly Pick<Line, 'height'>[]): readonly number[] {
  const offsets = [0]
  for (const { height } of lines) offsets.push((offsets.at(-1) ?? 0) + height)
  return offsets
}

/** The lines that touch what lies between two heights. */
export function rangeIn(offsets: readonly number[], top: number, bottom: number): Range {
  const count = offsets.length - 1
  const from = Math.max(0, firstAbove(offsets, top) - 1)
  return { from: Math.min(from, count), to: Math.min(count, firstAbove(offsets, bottom)) }
}

/** Index of the first offset above this height. */
function firstAbove(offsets: readonly number[], height: number): number {
  let [low, high] = [0, offsets.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((offsets[middle] ?? 0) > height) high = middle
    else low = middle + 1
  }
  return low
}

/** How much beyond the window stands ready, px: a quick wheel does not see the edge. */
const SPARE = 700
/** What the window is taken to be in before it is known, px. */
const FIRST: Range = { from: 0, to: 12 }

/** The lines to draw, as the window is scrolled; all heights are known, so nothing is measured. */
export function useWindowed(lines: readonly Line[], top: number) {
  const offsets = useMemo(() => offsetsOf(lines), [lines])
  const [range, setRange] = useState(FIRST)
  useEffect(() => {
    function look(): void {
      const from = window.scrollY - top
      const next = rangeIn(offsets, from - SPARE, from + window.innerHeight + SPARE)
      setRange((old) => (old.from === next.from && old.to === next.to ? old : next))
    }
    look()
    window.addEventListener('scroll', look, { passive: true })
    window.addEventListener('resize', look)
    return () => {
      window.removeEventListener('scroll', look)
      window.removeEventListener('resize', look)
    }
  }, [offsets, top])
  const reveal = useCallback(
    (line: number): void => {
      const [start, end] = [top + (offsets[line] ?? 0), top + (offsets[line + 1] ?? 0)]
      // The bars at the top and the foot cover what is behind them.
      const [above, below] = [window.scrollY + 84, window.scrollY + window.innerHeight - 84]
      if (start < above) window.scrollBy({ top: start - above })
      else if (end > below) window.scrollBy({ top: end - below })
    },
    [offsets, top],
  )
  return { offsets, range, height: offsets.at(-1) ?? 0, reveal }
}
