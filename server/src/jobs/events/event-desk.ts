import type { EventDesk, Following } from '../../spec/event-desk.ts'
import type { EventFeed } from '../../spec/event-feed.ts'
import { Fault } from '../../spec/fault.ts'
import { hasEnded } from '../../spec/job.ts'
import type { Store } from '../../spec/store.ts'
import { JobStream } from './job-stream.ts'

/** Enough for a studio in several windows and a few programs; each holds a socket. */
const STREAMS_PER_OWNER = 16

export interface EventDeskParts {
  readonly store: Store
  readonly feed: EventFeed
}

export function createEventDesk({ store, feed }: EventDeskParts): EventDesk {
  const open = new Set<JobStream>()
  let stopped = false
  const admit = (owner: string): void => {
    if (stopped) throw new Fault('server_is_stopping', 'The server is stopping. Connect again in a moment.')
    const own = [...open].filter((stream) => stream.owner === owner)
    if (own.length >= STREAMS_PER_OWNER)
      throw new Fault('rate_limit_exceeded', `At most ${STREAMS_PER_OWNER} event streams at once. Close one first.`)
  }
  const begin = (stream: JobStream): Following => {
    open.add(stream)
    const deaf = store.onEvent((event) => stream.hear(event))
    stream.whenClosed(() => {
      open.delete(stream)
      deaf()
    })
    return stream
  }
  return {
    async follow({ owner }, { videoId, after }) {
      admit(owner)
      const newest = await feed.newest()
      if (videoId === undefined) {
        const from = Math.min(after ?? newest, newest)
        admit(owner) // again: others may have come while we asked
        return begin(new JobStream({ store, feed, owner, from }))
      }
      const job = await store.jobOf(owner, videoId)
      if (!job) throw new Fault('video_not_found', `No video with id '${videoId.slice(0, 100)}'.`)
      const last = await feed.newest(videoId)
      if (after !== undefined && after >= last && hasEnded(job)) return undefined
      admit(owner)
      // One before the newest: the first thing told is the video as it is.
      const from = Math.min(after ?? last - 1, newest)
      return begin(new JobStream({ store, feed, owner, from, videoId }))
    },
    stop() {
      stopped = true
      for (const stream of open) stream.close()
    },
  }
}
