import { setTimeout as sleep } from 'node:timers/promises'
import type { Following, VideoEvent } from '../spec/event-desk.ts'

/** The stream's own time, passed in so that tests own it. Rejects as soon as the signal aborts. */
export interface Pulse {
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>
}

export const systemPulse: Pulse = { wait: (ms, signal) => sleep(ms, undefined, { signal }) }

const HEARTBEAT_MS = 15_000
/** A reader that takes nothing for this long is gone, whatever its socket says. */
const STALL_MS = 60_000
/** How long a browser waits before it connects again. */
const HELLO = 'retry: 2000\n: connected\n\n'
const HEARTBEAT = ': still here\n\n'

export interface Terms extends Pulse {
  /** Asked before anything is told: a key may be revoked while its stream is open. */
  readonly mayStay: () => Promise<boolean>
}

/**
 * Turns a stream of events into bytes, one at a time and only when the reader asks: nothing waits in memory for a
 * reader that lags. Lets go of the stream however this ends.
 */
export function eventBody(following: Following, { wait, mayStay }: Terms): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  const over = new AbortController()
  let taken = new AbortController()
  let next: Promise<VideoEvent | undefined> | undefined
  const end = (): void => {
    over.abort()
    following.close()
  }
  /** An event, a heartbeat, or undefined at the end. */
  const listen = async (): Promise<string | undefined> => {
    next ??= following.next()
    const rest = new AbortController()
    const beat = wait(HEARTBEAT_MS, AbortSignal.any([over.signal, rest.signal])).then(() => HEARTBEAT)
    beat.catch(() => undefined) // aborted when the event came first
    try {
      const heard = await Promise.race([beat, next.then((event) => event && write(event))])
      return heard !== undefined && (await mayStay()) ? heard : undefined
    } catch (thrown) {
      end()
      throw thrown
    } finally {
      rest.abort()
    }
  }
  const watch = (controller: ReadableStreamDefaultController<Uint8Array>): void => {
    const stalled = wait(STALL_MS, AbortSignal.any([over.signal, taken.signal])).then(() => {
      controller.error(new Error('The reader of an event stream took nothing for 60 s.'))
      return end()
    })
    stalled.catch(() => undefined) // aborted when the reader asked again
  }
  return new ReadableStream<Uint8Array>(
    {
      start: (controller) => controller.enqueue(encoder.encode(HELLO)),
      async pull(controller) {
        taken.abort()
        taken = new AbortController()
        const text = await listen()
        if (over.signal.aborted) return
        if (text === undefined) {
          end()
          return controller.close()
        }
        if (text !== HEARTBEAT) next = undefined
        controller.enqueue(encoder.encode(text))
        watch(controller)
      },
      cancel: end,
    },
    { highWaterMark: 0 },
  )
}

/** JSON has no line breaks, so one `data` line holds it. */
function write(event: VideoEvent): string {
  if (event.kind === 'deleted') {
    const gone = { id: event.id, object: 'video.deleted', deleted: true }
    return `event: video.deleted\ndata: ${JSON.stringify(gone)}\n\n`
  }
  const id = event.position === null ? '' : `id: ${event.position}\n`
  return `event: video.${event.video.status}\n${id}data: ${JSON.stringify(event.video)}\n\n`
}
