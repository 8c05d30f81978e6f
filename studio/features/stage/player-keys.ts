import { useEffect, useRef, type RefObject } from 'react'

/** What a key does to the player; the steps in seconds, a frame being a 24th. */
export const STEPS = { back5: -5, forward5: 5, back1: -1, forward1: 1, back: -1 / 24, next: 1 / 24 } as const
export type PlayerKey = keyof typeof STEPS | 'toggle' | 'mute' | 'full'

const KEYS: Readonly<Record<string, PlayerKey | undefined>> = {
  ' ': 'toggle',
  k: 'toggle',
  j: 'back5',
  l: 'forward5',
  ArrowLeft: 'back1',
  ArrowRight: 'forward1',
  m: 'mute',
  f: 'full',
  ',': 'back',
  '.': 'next',
}

type Press = Pick<KeyboardEvent, 'key' | 'metaKey' | 'ctrlKey' | 'altKey'>

/** Undefined where the key is somebody else's: a shortcut, a button's Space, the slider's arrows. */
export function playerKeyOf(event: Press, focused: string): PlayerKey | undefined {
  if (event.metaKey || event.ctrlKey || event.altKey) return undefined
  if (focused === 'BUTTON' && event.key === ' ') return undefined
  if (focused === 'INPUT' && event.key.startsWith('Arrow')) return undefined
  return KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key]
}

/** While the focus is in the player its letters are the player's, not the page's. */
export function usePlayerKeys(
  box: RefObject<HTMLElement | null>,
  video: RefObject<HTMLVideoElement | null>,
  act: (key: PlayerKey) => void,
): void {
  const latest = useRef(act)
  useEffect(() => {
    latest.current = act
  })
  useEffect(() => {
    const at = box.current
    function press(event: KeyboardEvent): void {
      const key = playerKeyOf(event, event.target instanceof Element ? event.target.tagName : '')
      if (key === undefined || video.current === null) return
      event.preventDefault()
      latest.current(key)
    }
    at?.addEventListener('keydown', press)
    return () => at?.removeEventListener('keydown', press)
  }, [box, video])
}
