import { useSyncExternalStore } from 'react'

export type Theme = 'dark' | 'light'

/** Read by public/theme.js before the first paint. */
const KEY = 'kinora.theme'
const listeners = new Set<() => void>()

/** The theme on screen; undefined while the page is being prerendered. */
export function useTheme(): Theme | undefined {
  return useSyncExternalStore(subscribe, current, () => undefined)
}

export function pinTheme(theme: Theme): void {
  document.documentElement.dataset['theme'] = theme
  try {
    localStorage.setItem(KEY, theme)
  } catch {
    // Storage is switched off: the choice lasts as long as the page.
  }
  for (const listener of listeners) listener()
}

/** From now on as the system says. */
export function unpinTheme(): void {
  delete document.documentElement.dataset['theme']
  try {
    localStorage.removeItem(KEY)
  } catch {
    // Storage is switched off: there is nothing to forget.
  }
  for (const listener of listeners) listener()
}

/** The theme the person pinned; null: as the system says. */
export function usePinnedTheme(): Theme | null {
  return useSyncExternalStore(subscribe, pinnedTheme, () => null)
}

function pinnedTheme(): Theme | null {
  const pinned = document.documentElement.dataset['theme']
  return pinned === 'dark' || pinned === 'light' ? pinned : null
}

function current(): Theme {
  const pinned = pinnedTheme()
  if (pinned !== null) return pinned
  return darkQuery().matches ? 'dark' : 'light'
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  darkQuery().addEventListener('change', listener)
  return () => {
    listeners.delete(listener)
    darkQuery().removeEventListener('change', listener)
  }
}

function darkQuery(): MediaQueryList {
  return window.matchMedia('(prefers-color-scheme: dark)')
}
