import { useSyncExternalStore } from 'react'
import { createEvents } from '../../client/events.ts'

/** The one stream of this tab. */
export const studioEvents = createEvents({
  open: (url) => new EventSource(url),
  now: () => Date.now(),
  later: (ms, work) => {
    const timer = setTimeout(work, ms)
    return () => clearTimeout(timer)
  },
})

/** Whether changes are told; otherwise ask. */
export function useLive(): boolean {
  return useSyncExternalStore(subscribe, studioEvents.live, () => false)
}

function subscribe(listener: () => void): () => void {
  return studioEvents.listen({ state: listener })
}

/** How often to ask anyway, ms: also an open stream can be held back by something on the way. */
const BESIDE_THE_STREAM = 15_000

export function askEvery(live: boolean, otherwiseMs: number): number {
  return live ? Math.max(BESIDE_THE_STREAM, otherwiseMs) : otherwiseMs
}
