import type { Video } from 'kinora/spec/video'

/** What the server tells of the caller's videos. */
export type News = { readonly kind: 'video'; readonly video: Video } | { readonly kind: 'deleted'; readonly id: string }

/** The part of `EventSource` that is used, so that tests can hand in their own. */
export type Source = Pick<EventSource, 'readyState' | 'close' | 'addEventListener'>

export interface EventParts {
  readonly open: (url: string) => Source
  readonly now: () => number
  /** Runs `work` once after so many ms; returns how to forget it. */
  readonly later: (ms: number, work: () => void) => () => void
}

export interface Events {
  /** The stream is open: what changes is told. Otherwise whoever shows videos asks again by itself. */
  readonly live: () => boolean
  /** `news` for each change; `again` when something may have been missed and all should be read anew; `state` when `live` changed. */
  readonly listen: (hear: Partial<Hearing>) => () => void
  readonly start: () => void
  readonly stop: () => void
  /** The network or the machine came back, or someone signed in: a stream from before may be dead without a word. */
  readonly wake: () => void
}

interface Hearing {
  readonly news: (news: News) => void
  readonly again: () => void
  readonly state: () => void
}

const URL = '/v1/events'
const KINDS = ['video.queued', 'video.in_progress', 'video.completed', 'video.failed', 'video.deleted'] as const
const CLOSED = 2
/** Milliseconds until a refused stream is tried again: doubled each time, up to the second. */
const FIRST_WAIT = 2_000
const LAST_WAIT = 30_000
/** A timer of `BEAT` that comes this much later means that the machine slept. */
const BEAT = 5_000
const SLEPT = 15_000

/**
 * One stream for the whole studio. A broken one the browser takes up again by itself, from the last event it saw; one
 * that was refused (a proxy, too many streams, no key yet) is tried again here, ever more slowly.
 */
export function createEvents({ open, now, later }: EventParts): Events {
  const hearers = new Set<Partial<Hearing>>()
  let source: Source | undefined
  let live = false
  let wait = FIRST_WAIT
  let forget: (() => void) | undefined
  let forgetBeat: (() => void) | undefined

  const become = (next: boolean): void => {
    if (live === next) return
    live = next
    for (const { state } of hearers) state?.()
  }
  const connect = (): void => {
    forget?.()
    source?.close()
    const own = open(URL)
    source = own
    const still = (work: () => void) => (): void => void (source === own && work())
    own.addEventListener(
      'open',
      still(() => {
        wait = FIRST_WAIT
        become(true)
        // Progress and deletions are kept nowhere: after a gap only reading tells.
        for (const { again } of hearers) again?.()
      }),
    )
    own.addEventListener(
      'error',
      still(() => {
        become(false)
        if (own.readyState !== CLOSED) return // the browser is on it
        forget = later(wait, connect)
        wait = Math.min(LAST_WAIT, wait * 2)
      }),
    )
    for (const kind of KINDS)
      own.addEventListener(kind, (event) => {
        const news = source === own ? readNews(event as MessageEvent<unknown>) : undefined
        if (news) for (const hear of hearers) hear.news?.(news)
      })
  }
  const wake = (): void => {
    if (source === undefined) return
    wait = FIRST_WAIT
    become(false)
    connect()
  }
  const beat = (): void => {
    const at = now()
    forgetBeat = later(BEAT, () => {
      if (now() - at > BEAT + SLEPT) wake()
      beat()
    })
  }
  return {
    live: () => live,
    listen(hear) {
      hearers.add(hear)
      return () => hearers.delete(hear)
    },
    start() {
      if (source !== undefined) return
      connect()
      beat()
    },
    stop() {
      forget?.()
      forgetBeat?.()
      source?.close()
      source = undefined
      become(false)
    },
    wake,
  }
}

/** Undefined where it is not what a server of ours sends. */
function readNews({ type, data }: MessageEvent<unknown>): News | undefined {
  try {
    const value = JSON.parse(String(data)) as Video
    if (typeof value.id !== 'string') return undefined
    return type === 'video.deleted' ? { kind: 'deleted', id: value.id } : { kind: 'video', video: value }
  } catch {
    return undefined
  }
}
