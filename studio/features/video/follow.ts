import type { Video } from 'kinora/spec/video'
import type { Seen } from '../../client/videos.ts'
import { isOver } from './job-view.ts'
import { secondsLeft, type Sighting } from './time-left.ts'

/** What is known of a video after looking at it again and again. */
export interface Followed extends Pick<Seen, 'video' | 'askAgainMs'> {
  /** When it was first seen rendering; what came before says nothing about its pace. */
  readonly first: Sighting | undefined
  /** Undefined while nothing honest can be said. */
  readonly leftSeconds: number | undefined
  /** Of the last answer to a question: what is told unasked has none. */
  readonly requestId: string | null
}

export function follow(before: Followed | undefined, seen: Seen): Followed {
  const video = before === undefined ? seen.video : notBackwards(before.video, seen.video)
  const now = { atMs: seen.atMs, progress: video.progress }
  const first = video.status === 'in_progress' ? (before?.first ?? now) : undefined
  return {
    video,
    askAgainMs: seen.askAgainMs,
    first,
    leftSeconds: secondsLeft(first, now),
    requestId: seen.requestId ?? before?.requestId ?? null,
  }
}

/** Two answers may pass each other on the way: what was seen never falls. */
function notBackwards(before: Video, now: Video): Video {
  if (isOver(before) && !isOver(now)) return before
  return now.progress < before.progress ? { ...now, progress: before.progress } : now
}
