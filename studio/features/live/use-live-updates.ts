import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { studioEvents } from './studio-events.ts'
import { readAgain, takeNews } from './take-news.ts'

/** Keeps every screen up to date, once for the whole studio. */
export function useLiveUpdates(): void {
  const client = useQueryClient()
  useEffect(() => {
    const deaf = studioEvents.listen({
      news: (news) => takeNews(client, news, Date.now()),
      again: () => readAgain(client),
      // Asking is how silence is noticed, and how what shows it is told.
      state: () => studioEvents.live() || void client.invalidateQueries({ queryKey: ['recent'] }),
    })
    // A page that comes back from the back/forward cache has a dead stream.
    const shown = (event: PageTransitionEvent): void => void (event.persisted && studioEvents.wake())
    window.addEventListener('online', studioEvents.wake)
    window.addEventListener('pageshow', shown)
    studioEvents.start()
    return () => {
      deaf()
      window.removeEventListener('online', studioEvents.wake)
      window.removeEventListener('pageshow', shown)
      studioEvents.stop()
    }
  }, [client])
}
