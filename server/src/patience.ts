import type { IncomingMessage, ServerResponse } from 'node:http'
import { mayBringFiles } from './api/admission.ts'

/** Those of `LIMITS` that a connection meets, so that a test may have shorter ones. */
export type Limits = Readonly<
  Record<
    | 'headersMs'
    | 'requestMs'
    | 'uploadMs'
    | 'lateBodyMs'
    | 'slowBodyBytesPerSecond'
    | 'idleMs'
    | 'readerStallMs'
    | 'requestsAtOnce'
    | 'stopMs',
    number
  >
>

/** What is known of one request between two looks. */
interface Watched {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly bytesBefore: number
  /** How long its body has been the client's debt: there was room for more, and more was to come. */
  owedMs: number
  /** What the client has taken of the answer, and for how long that has not grown though there was more. */
  taken: number
  stalledMs: number
}

const LOOK_EVERY_MS = 500

/**
 * Ends who holds a connection by doing next to nothing: a body that only drips, an answer that nobody reads. Time in
 * which the server itself takes no more (a full buffer in the line before the uploads) is nobody's debt.
 */
export class Patience {
  readonly #watched = new Set<Watched>()
  readonly #limits: Limits
  readonly #late: (response: ServerResponse) => void
  readonly #timer: NodeJS.Timeout
  #lookedAtMs = performance.now()

  /** `late` answers a request whose body did not come in time, and lets go of its connection. */
  constructor(limits: Limits, late: (response: ServerResponse) => void) {
    this.#limits = limits
    this.#late = late
    this.#timer = setInterval(() => this.#look(), LOOK_EVERY_MS).unref()
  }

  watch(request: IncomingMessage, response: ServerResponse): void {
    const bytesBefore = request.socket.bytesRead
    this.#watched.add({ request, response, bytesBefore, owedMs: 0, taken: 0, stalledMs: 0 })
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  #look(): void {
    const nowMs = performance.now()
    // A server that was held up itself (a sleeping laptop, a long computation) must not blame its clients.
    const passedMs = Math.min(nowMs - this.#lookedAtMs, 2 * LOOK_EVERY_MS)
    this.#lookedAtMs = nowMs
    for (const one of this.#watched) {
      const { request, response } = one
      if (request.socket.destroyed || (request.complete && response.writableFinished)) this.#watched.delete(one)
      else if (this.#isLate(one, passedMs)) this.#end(one)
      else if (this.#isStalled(one, passedMs)) request.socket.destroy()
    }
  }

  #isLate(one: Watched, passedMs: number): boolean {
    const { request, bytesBefore } = one
    if (request.complete || request.readableLength >= request.readableHighWaterMark) return false
    one.owedMs += passedMs
    const { lateBodyMs, slowBodyBytesPerSecond, uploadMs, requestMs } = this.#limits
    const came = request.socket.bytesRead - bytesBefore
    const files = mayBringFiles(request.method, (name) => request.headers[name]?.toString())
    return one.owedMs > Math.min(lateBodyMs + (came * 1_000) / slowBodyBytesPerSecond, files ? uploadMs : requestMs)
  }

  #isStalled(one: Watched, passedMs: number): boolean {
    const { socket } = one.request
    const taken = socket.bytesWritten - socket.writableLength
    one.stalledMs = socket.writableLength > 0 && taken === one.taken ? one.stalledMs + passedMs : 0
    one.taken = taken
    return one.stalledMs > this.#limits.readerStallMs
  }

  #end(one: Watched): void {
    this.#watched.delete(one)
    if (one.response.headersSent) one.request.socket.destroy()
    else this.#late(one.response)
  }
}
