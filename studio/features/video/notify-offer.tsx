import { Bell } from 'lucide-react'
import { useState } from 'react'
import { en } from '../../messages/en.ts'
import { Button } from '../../ui/button.tsx'

/** Asked for by a press, and only where there is something to wait for. Nothing where the browser cannot, or was told no. */
export function NotifyOffer() {
  const [permission, setPermission] = useState(permissionNow)
  if (permission === 'granted') return <p className="text-meta text-fg-3">{en.watch.notifyOn}</p>
  if (permission !== 'default') return null
  return (
    <Button look="quiet" onClick={() => void Notification.requestPermission().then(setPermission)}>
      <Bell aria-hidden="true" size={16} strokeWidth={1.75} />
      {en.watch.notify}
    </Button>
  )
}

/** Browsers offer it only over https and on this very machine. */
function permissionNow(): NotificationPermission | 'none' {
  return typeof window !== 'undefined' && 'Notification' in window ? Notification.permission : 'none'
}
