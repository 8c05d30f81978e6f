import { useEffect, useRef } from 'react'
import { useGo } from './go.ts'
import { SCREENS, type ScreenId } from './screens.ts'

/** `off` here switches single letters off (WCAG 2.1.4). */
const KEY = 'kinora.letters'
const WRITES = 'input, textarea, select, [contenteditable]:not([contenteditable="false"]), dialog, [role="dialog"]'

export function lettersOn(): boolean {
  try {
    return window.localStorage.getItem(KEY) !== 'off'
  } catch {
    return true
  }
}

export function switchLetters(on: boolean): void {
  try {
    window.localStorage.setItem(KEY, on ? 'on' : 'off')
  } catch {
    // Storage is switched off: letters stay on.
  }
}

type Press = Pick<KeyboardEvent, 'key' | 'metaKey' | 'ctrlKey' | 'altKey' | 'repeat' | 'defaultPrevented'>

/** The letter that was pressed on its own; null where it belongs to a field, a shortcut or someone who took it. */
export function letterOf(event: Press, focused: Pick<Element, 'closest'> | null): string | null {
  if (event.defaultPrevented || event.repeat || event.metaKey || event.ctrlKey || event.altKey) return null
  if (event.key.length !== 1 || focused?.closest(WRITES)) return null
  return event.key.toLowerCase()
}

/** Calls `take` for single letters; it says whether the letter was its own. */
export function useLetters(take: (letter: string) => boolean): void {
  const latest = useRef(take)
  useEffect(() => {
    latest.current = take
  })
  useEffect(() => {
    function press(event: KeyboardEvent): void {
      const letter = letterOf(event, document.activeElement)
      if (letter !== null && lettersOn() && latest.current(letter)) event.preventDefault()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [])
}

/** C, L …: each screen's own letter opens it; on the screen itself, `again`. */
export function useScreenLetters(current: ScreenId | null, again: (() => void) | undefined): void {
  const go = useGo()
  useLetters((letter) => {
    const screen = SCREENS.find((one) => one.letter === letter)
    if (screen === undefined) return false
    if (screen.id !== current) go(screen.path)
    else again?.()
    return true
  })
}
