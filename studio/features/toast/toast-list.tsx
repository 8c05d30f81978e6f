import { X } from 'lucide-react'
import { useEffect, useSyncExternalStore } from 'react'
import { en } from '../../messages/en.ts'
import { Button } from '../../ui/button.tsx'
import { studioToasts, type Toast } from './toasts.ts'

const NONE: readonly Toast[] = []

/** Notes that can be taken back, above the bar at the foot. ⌘Z or Ctrl+Z takes back the newest. */
export function ToastList() {
  const toasts = useSyncExternalStore(studioToasts.subscribe, studioToasts.read, () => NONE)
  useTakeBackKey()
  useEffect(() => {
    window.addEventListener('pagehide', studioToasts.closeAll)
    return () => window.removeEventListener('pagehide', studioToasts.closeAll)
  }, [])
  return (
    <section
      aria-label={en.undo.notes}
      aria-live="polite"
      className="pointer-events-none fixed inset-x-4 bottom-[calc(var(--foot)+16px)] z-40 grid justify-items-center gap-2"
    >
      {toasts.map((toast) => (
        <Note key={toast.id} toast={toast} />
      ))}
    </section>
  )
}

function Note({ toast }: { readonly toast: Toast }) {
  const { id, words, action } = toast
  return (
    <div
      onPointerEnter={() => studioToasts.hold(id)}
      onPointerLeave={() => studioToasts.letGo(id)}
      onFocus={() => studioToasts.hold(id)}
      onBlur={() => studioToasts.letGo(id)}
      className="rise pointer-events-auto flex max-w-[min(100%,520px)] items-center gap-2 rounded-card border border-line-2 bg-raised py-2 pr-2 pl-4 text-body text-fg shadow-float"
    >
      <p className="min-w-0 flex-1 pr-2">{words}</p>
      {action && (
        <Button size="sm" onClick={() => studioToasts.act(id)}>
          {action.label}
        </Button>
      )}
      <button
        type="button"
        aria-label={en.undo.dismiss}
        onClick={() => studioToasts.close(id)}
        className="grid size-8 shrink-0 place-items-center rounded-control text-fg-2 hover:bg-hover touch:size-11"
      >
        <X aria-hidden="true" size={15} strokeWidth={1.75} />
      </button>
    </div>
  )
}

function useTakeBackKey(): void {
  useEffect(() => {
    function press(event: KeyboardEvent): void {
      if (event.key !== 'z' || event.shiftKey || !(event.metaKey || event.ctrlKey)) return
      if (document.activeElement?.closest('input, textarea, [contenteditable]')) return
      const newest = studioToasts.read().findLast(({ action }) => action !== undefined)
      if (!newest) return
      event.preventDefault()
      studioToasts.act(newest.id)
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [])
}
