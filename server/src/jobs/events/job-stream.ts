import type { Following, VideoEvent } from '../../spec/event-desk.ts'
import type { EventFeed, FeedEntry } from '../../spec/event-feed.ts'
import type { JobEvent, Store } from '../../spec/store.ts'
import { Bell } from '../drive/bell.ts'
import { toVideo } from '../to-video.ts'

/** Events read at once, and things heard but not yet told: more, and the stream ends rather than grow. */
const BATCH = 100
const HEARD = 1_000

export interface JobStreamParts {
  readonly store: Store
  readonly feed: EventFeed
  readonly owner: string
  /** Tells what is stored above this position. */
  readonly from: number
  readonly videoId?: string
}

/**
 * One client's view of the feed. What it hears only rings it; it then reads what is new, so a reader that lags is told
 * each video once, as it is now, instead of every step it missed.
 */
export class JobStream implements Following {
  readonly owner: string
  readonly #parts: JobStreamParts
  readonly #bell = new Bell()
  readonly #moving = new Set<string>()
  readonly #deleted: string[] = []
  #batch: FeedEntry[] = []
  #position: number
  #closed = false
  #onClose: () => void = () => undefined
  constructor(parts: JobStreamParts) {
    this.#parts = parts
    this.#position = parts.from
    this.owner = parts.owner
  }

  hear({ owner, jobId, type }: JobEvent & { readonly owner: string }): void {
    const { videoId } = this.#parts
    if (owner !== this.owner || (videoId !== undefined && videoId !== jobId)) return
    if (type === 'progress') this.#moving.add(jobId)
    if (type === 'deleted') this.#deleted.push(jobId)
    if (this.#moving.size + this.#deleted.length > HEARD) this.close()
    this.#bell.ring()
  }

  async next(): Promise<VideoEvent | undefined> {
    while (!this.#closed) {
      this.#bell.silence()
      const event = (await this.#stored()) ?? (await this.#live())
      if (this.#closed) break
      if (event === undefined) await this.#bell.heard()
      else return this.#told(event)
    }
    return undefined
  }

  close(): void {
    if (this.#closed) return
    this.#closed = true
    this.#onClose()
    this.#bell.ring()
  }

  whenClosed(then: () => void): void {
    this.#onClose = then
  }

  /** The next video with something new in the store, as it is now, under the newest position that was read of it. */
  async #stored(): Promise<VideoEvent | undefined> {
    const { store, feed, videoId } = this.#parts
    for (;;) {
      for (let entry = this.#batch.shift(); entry !== undefined; entry = this.#batch.shift()) {
        const job = await store.jobOf(this.owner, entry.jobId)
        this.#moving.delete(entry.jobId)
        if (job) return { kind: 'video', position: entry.position, video: toVideo(job) }
      }
      const read = await feed.after(this.owner, this.#position, BATCH, videoId)
      if (read.length === 0) return undefined
      this.#position = read.at(-1)?.position ?? this.#position
      this.#batch = read.filter(({ jobId }, index) => read.findLastIndex((other) => other.jobId === jobId) === index)
    }
  }

  /** Progress and deletions: told while they happen, kept nowhere. */
  async #live(): Promise<VideoEvent | undefined> {
    const gone = this.#deleted.shift()
    if (gone !== undefined) return { kind: 'deleted', id: gone }
    for (const id of this.#moving) {
      this.#moving.delete(id)
      const job = await this.#parts.store.jobOf(this.owner, id)
      if (job) return { kind: 'video', position: null, video: toVideo(job) }
    }
    return undefined
  }

  /** A stream of one video ends with it. */
  #told(event: VideoEvent): VideoEvent {
    const over = event.kind === 'deleted' || event.video.status === 'completed' || event.video.status === 'failed'
    if (over && this.#parts.videoId !== undefined) this.close()
    return event
  }
}
