import { useSyncExternalStore } from 'react'
import { Unreachable } from '../../client/http.ts'
import { en } from '../../messages/en.ts'

/** The sentence to show while answers do not come; null while they do. */
export function connectionWords(errors: readonly unknown[], online: boolean): string | null {
  if (!errors.some((error) => error instanceof Unreachable)) return null
  return online ? en.offline.server : en.offline.browser
}

export function useOnline(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => navigator.onLine,
    () => true,
  )
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('online', listener)
  window.addEventListener('offline', listener)
  return () => {
    window.removeEventListener('online', listener)
    window.removeEventListener('offline', listener)
  }
}
