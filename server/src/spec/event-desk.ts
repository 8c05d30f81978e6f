import type { Caller } from './desk.ts'
import type { Video } from './video.ts'

/** What the API asks for its event streams. */
export interface EventDesk {
  /**
   * Follows one video (then it begins with the video as it is, and ends with it) or all of the caller's. `after`: the
   * last position the client saw; it is told what changed since. Undefined: that video has ended and the client knows.
   * @throws Fault `video_not_found`, `rate_limit_exceeded` (too many streams), or `server_is_stopping`.
   */
  follow(caller: Caller, what: Follow): Promise<Following | undefined>
  /** Ends every stream, now and from now on. */
  stop(): void
}

export interface Follow {
  readonly videoId?: string
  readonly after?: number
}

/** One stream. It remembers positions, not events: a reader that comes back late finds the newest, not a backlog. */
export interface Following {
  /** The next thing to tell; undefined when there is nothing more. One call at a time. */
  next(): Promise<VideoEvent | undefined>
  /** Lets go of the stream; a waiting `next` ends. Harmless when repeated. */
  close(): void
}

export type VideoEvent =
  /** `position` is null for progress between stored events: it cannot be taken up again. */
  | { readonly kind: 'video'; readonly position: number | null; readonly video: Video }
  | { readonly kind: 'deleted'; readonly id: string }
