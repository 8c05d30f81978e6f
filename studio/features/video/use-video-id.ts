import { useSyncExternalStore } from 'react'

const listeners = new Set<() => void>()

/** The video the page shows, from the address: reload, back and a shared link all work. */
export function useVideoId(): string | null {
  return useSyncExternalStore(subscribe, readVideoId, () => null)
}

/** Opens a video, or with null the empty stage. `replace` when going back to the old address would be wrong. */
export function openVideo(id: string | null, how: 'push' | 'replace' = 'push'): void {
  const url = new URL(window.location.href)
  if (url.searchParams.get('video') === id) return
  if (id === null) url.searchParams.delete('video')
  else url.searchParams.set('video', id)
  if (how === 'push') window.history.pushState(null, '', url)
  else window.history.replaceState(null, '', url)
  for (const listener of listeners) listener()
}

function readVideoId(): string | null {
  return new URLSearchParams(window.location.search).get('video') || null
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  window.addEventListener('popstate', listener)
  return () => {
    listeners.delete(listener)
    window.removeEventListener('popstate', listener)
  }
}
