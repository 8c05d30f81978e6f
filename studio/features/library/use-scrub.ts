import { useState, type KeyboardEvent, type PointerEvent } from 'react'
import { stillAt, STILLS } from './stills.ts'

/** Which still is shown: under a moving mouse, or stepped to with , and . as in a player. */
export function useScrub(on: boolean) {
  const [still, setStill] = useState<number | null>(null)
  return {
    still: on ? still : null,
    stop: () => setStill(null),
    onPointerMove: ({ currentTarget, clientX, pointerType }: PointerEvent<HTMLElement>) => {
      if (!on || pointerType === 'touch') return
      const { left, width } = currentTarget.getBoundingClientRect()
      setStill(stillAt((clientX - left) / width))
    },
    onKeyDown: ({ key }: KeyboardEvent<HTMLElement>) => {
      const step = { ',': -1, '.': 1 }[key]
      if (on && step !== undefined) setStill((at) => stepped(at, step))
    },
  }
}

function stepped(at: number | null, step: number): number {
  return at === null ? (step > 0 ? 0 : STILLS - 1) : (at + step + STILLS) % STILLS
}
