import { useEffect, useRef } from 'react'

/** On narrow windows the stage moves above the form with a video and back without: start reading there. */
export function useFromTop(id: string | null): void {
  const before = useRef(id)
  useEffect(() => {
    if (before.current === id) return
    before.current = id
    window.scrollTo({ top: 0 })
  }, [id])
}
