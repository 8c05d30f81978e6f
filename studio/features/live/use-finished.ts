import { useQueryClient } from '@tanstack/react-query'
import type { Video } from 'kinora/spec/video'
import { useEffect } from 'react'
import { en } from '../../messages/en.ts'
import type { Followed } from '../video/follow.ts'
import { createFinishWatch } from './finished.ts'
import { addUnseen, clearUnseen } from './unseen.ts'

/** Tells someone who looks elsewhere that a video ended: in the tab's title and icon, and as a notice where allowed. */
export function useFinished(): void {
  const client = useQueryClient()
  useEffect(() => {
    const ended = createFinishWatch()
    const deaf = client.getQueryCache().subscribe(({ type, query }) => {
      if (type !== 'updated') return
      const done = ended(videosIn(query.queryKey[0], query.state.data))
      if (done.length === 0 || !document.hidden) return
      addUnseen(done.length)
      for (const { id, status } of done) notify(id, status === 'completed')
    })
    const look = (): void => void (document.hidden || clearUnseen())
    document.addEventListener('visibilitychange', look)
    return () => {
      deaf()
      document.removeEventListener('visibilitychange', look)
    }
  }, [client])
}

function videosIn(key: unknown, data: unknown): readonly Video[] {
  if (key === 'video' && data) return [(data as Followed).video]
  return key === 'recent' && Array.isArray(data) ? (data as readonly Video[]) : []
}

function notify(id: string, ready: boolean): void {
  if (!('Notification' in window) || Notification.permission !== 'granted') return
  try {
    // One notice a video, however many tabs are open.
    const notice = new Notification(ready ? en.watch.notifyReady : en.watch.notifyFailed, {
      tag: id,
      icon: '/icon.svg',
    })
    notice.addEventListener('click', () => {
      window.focus()
      window.location.assign(`/v/${encodeURIComponent(id)}`)
    })
  } catch {
    // Phones take notices only from a service worker.
  }
}
