import { useSyncExternalStore } from 'react'

/** How many videos ended while nobody looked. */
let count = 0
const listeners = new Set<() => void>()

export function addUnseen(more: number): void {
  tell(count + more)
}

export function clearUnseen(): void {
  if (count > 0) tell(0)
}

export function useUnseen(): number {
  return useSyncExternalStore(
    subscribe,
    () => count,
    () => 0,
  )
}

function tell(next: number): void {
  count = next
  badge(next > 0)
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The logo with a lamp in its corner: last in the head, so it wins. */
const BADGED = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#171514"/><rect x="9" y="7" width="13" height="17" rx="3" fill="#a39a91"/><path d="M13.500 11.500l5.600 4.300-6.500 2.800z" fill="#171514"/><circle cx="24" cy="24" r="8" fill="#ffc24b" stroke="#171514" stroke-width="2"/></svg>',
)}`

function badge(on: boolean): void {
  document.querySelector('link[data-badge]')?.remove()
  if (!on) return
  const link = document.createElement('link')
  link.rel = 'icon'
  link.type = 'image/svg+xml'
  link.href = BADGED
  link.dataset['badge'] = ''
  document.head.append(link)
}
