import type { Video } from 'kinora/spec/video'

export interface Sighting {
  readonly atMs: number
  /** 0 to 100. */
  readonly progress: number
}

/** Seconds still to go, from how far it came since we first looked; undefined while that says too little. */
export function secondsLeft(first: Sighting | undefined, now: Sighting): number | undefined {
  if (first === undefined) return undefined
  const points = now.progress - first.progress
  const elapsed = (now.atMs - first.atMs) / 1000
  if (points < 5 || elapsed < 3) return undefined
  return ((100 - now.progress) / points) * elapsed
}

/** Seconds still to go by what is usual; undefined once it has taken longer than that. */
export function usualLeft(usual: number | undefined, createdAt: number, nowMs: number): number | undefined {
  const left = usual === undefined ? 0 : usual - (nowMs / 1000 - createdAt)
  return left < 2 ? undefined : left
}

/** Seconds a new video will likely take, from the ones this server finished; undefined without any. */
export function usualWait(videos: readonly Video[], engine: string, seconds: number): number | undefined {
  const rates = videos
    .filter((video) => video.engine === engine && video.status === 'completed' && video.completed_at !== null)
    .map((video) => ((video.completed_at ?? 0) - video.created_at) / Math.max(1, Number(video.seconds)))
    .toSorted((a, b) => a - b)
  const middle = rates[Math.floor(rates.length / 2)]
  return middle === undefined ? undefined : Math.max(1, middle * seconds)
}
