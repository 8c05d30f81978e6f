import { useSyncExternalStore } from 'react'
import { monthAway, readMonth } from './sums.ts'

const changed = new Set<() => void>()

/** The month on screen, which stands in the address; undefined while the page is being prerendered. */
export function useMonth() {
  const month = useSyncExternalStore(subscribe, current, () => undefined)
  const latest = useSyncExternalStore(subscribe, thisMonth, () => undefined)
  return {
    month,
    isLatest: month === latest,
    go: (step: number): void => {
      if (month === undefined) return
      const next = monthAway(month, step)
      window.history.replaceState(window.history.state, '', next === latest ? '/spend' : `/spend?month=${next}`)
      for (const listener of changed) listener()
    },
  }
}

function current(): string {
  const asked = readMonth(new URLSearchParams(window.location.search).get('month'))
  return asked ?? thisMonth()
}

function thisMonth(): string {
  return new Date().toISOString().slice(0, 7)
}

function subscribe(listener: () => void): () => void {
  changed.add(listener)
  window.addEventListener('popstate', listener)
  return () => {
    changed.delete(listener)
    window.removeEventListener('popstate', listener)
  }
}
