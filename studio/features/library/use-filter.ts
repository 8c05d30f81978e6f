import { useSyncExternalStore } from 'react'
import { EVERYTHING, readFilter, writeFilter, type Filter } from './filter.ts'

const listeners = new Set<() => void>()
let known: { readonly search: string; readonly filter: Filter } | undefined

/** The filter lives in the address: reload, back and a copied link all work. */
export function useFilter(): Filter {
  return useSyncExternalStore(subscribe, current, () => EVERYTHING)
}

/** `replace` while someone types: each letter is no place to go back to. */
export function changeFilter(change: Partial<Filter>, how: 'push' | 'replace' = 'push'): void {
  const search = writeFilter({ ...current(), ...change })
  if (search === window.location.search) return
  const url = `${window.location.pathname}${search}`
  if (how === 'push') window.history.pushState(null, '', url)
  else window.history.replaceState(null, '', url)
  for (const listener of listeners) listener()
}

/** The same object as long as the address is the same. */
function current(): Filter {
  const { search } = window.location
  if (known?.search !== search) known = { search, filter: readFilter(search) }
  return known.filter
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  window.addEventListener('popstate', listener)
  return () => {
    listeners.delete(listener)
    window.removeEventListener('popstate', listener)
  }
}
