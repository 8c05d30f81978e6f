import { useCallback, useEffect, useRef, type PointerEvent } from 'react'

const LONG_MS = 500

/** A finger that stays. The click that follows it is swallowed. */
export function useLongPress(then: () => void) {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const fired = useRef(false)
  const stop = useCallback((): void => clearTimeout(timer.current), [])
  useEffect(() => stop, [stop])
  return {
    onPointerDown({ pointerType }: PointerEvent) {
      fired.current = false
      if (pointerType !== 'touch') return
      timer.current = setTimeout(() => {
        fired.current = true
        then()
      }, LONG_MS)
    },
    onPointerUp: stop,
    onPointerCancel: stop,
    onPointerMove({ movementX, movementY }: PointerEvent) {
      if (Math.abs(movementX) + Math.abs(movementY) > 4) stop()
    },
    onClickCapture(event: { preventDefault: () => void; stopPropagation: () => void }) {
      if (!fired.current) return
      fired.current = false
      event.preventDefault()
      event.stopPropagation()
    },
    /** The browser's own menu for links opens on the same press. */
    onContextMenu(event: { preventDefault: () => void }) {
      if (fired.current) event.preventDefault()
    },
  }
}
