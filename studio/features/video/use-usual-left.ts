import type { Video } from 'kinora/spec/video'
import { useEffect, useState } from 'react'
import { usualLeft } from './time-left.ts'

/** Counts down what is usual, every few seconds; undefined where nothing honest can be said. */
export function useUsualLeft(
  usual: number | undefined,
  { created_at: createdAt }: Pick<Video, 'created_at'>,
): number | undefined {
  const [nowMs, setNow] = useState(() => Date.now())
  useEffect(() => {
    if (usual === undefined) return undefined
    const timer = setInterval(() => setNow(Date.now()), 5_000)
    return () => clearInterval(timer)
  }, [usual])
  return usualLeft(usual, createdAt, nowMs)
}
