import type { Video } from 'kinora/spec/video'
import { useEffect, useRef, useState } from 'react'
import { spokenOf } from './job-view.ts'

/** At most one sentence in so many ms. */
const PAUSE = 5_000

/** Tells a screen reader how it goes: the newest state, never a queue of old ones. */
export function SpokenState({ video }: { readonly video: Video | undefined }) {
  const words = video ? spokenOf(video) : ''
  const [said, setSaid] = useState('')
  const saidAt = useRef(0)
  useEffect(() => {
    if (words === '') return undefined
    const wait = Math.max(0, saidAt.current + PAUSE - Date.now())
    const timer = setTimeout(() => {
      saidAt.current = Date.now()
      setSaid(words)
    }, wait)
    return () => clearTimeout(timer)
  }, [words])
  return <output className="sr-only">{said}</output>
}
