import type { IncomingMessage, ServerResponse } from 'node:http'
import { answerFault, type Pages } from './api/door.ts'
import { Patience, type Limits } from './patience.ts'
import { Fault } from './spec/fault.ts'

/** Seconds after which a refused client may come again: a stop and a burst are both over soon. */
const RETRY_AFTER_S = 2

export const tooSlow = (): Fault =>
  new Fault('request_timeout', 'The request came too slowly. Send it again over a faster connection.')

/** Before the door: counts who is inside, turns away who comes when it is full or closing, and ends who only loiters. */
export class Gate {
  readonly #door: Pages
  readonly #limits: Limits
  readonly #patience: Patience
  /** Every answer that is not through. */
  readonly #open = new Set<ServerResponse>()
  #stopped: (() => void) | undefined

  constructor(door: Pages, limits: Limits) {
    this.#door = door
    this.#limits = limits
    this.#patience = new Patience(limits, (response) => answerFault(response, tooSlow()))
  }

  take(request: IncomingMessage, response: ServerResponse): void {
    this.#patience.watch(request, response)
    const refusal = this.#refusal()
    if (refusal) return answerFault(response, refusal, RETRY_AFTER_S)
    this.#open.add(response)
    response.once('close', () => {
      this.#open.delete(response)
      if (this.#open.size === 0) this.#stopped?.()
    })
    void this.#door(request, response)
  }

  /** From now on everyone is refused. Resolves when the last open answer is through, or after `stopMs`. */
  async stop(): Promise<void> {
    for (const response of this.#open) if (!response.headersSent) response.setHeader('connection', 'close')
    let cut: NodeJS.Timeout | undefined
    await new Promise<void>((resolve) => {
      this.#stopped = resolve
      cut = setTimeout(resolve, this.#limits.stopMs)
      if (this.#open.size === 0) resolve()
    })
    clearTimeout(cut)
    this.#patience.stop()
  }

  #refusal(): Fault | undefined {
    if (this.#stopped) return new Fault('server_is_stopping', 'The server is stopping. Come again in a moment.')
    if (this.#open.size < this.#limits.requestsAtOnce || this.#waiting() < this.#limits.requestsAtOnce) return undefined
    return new Fault('server_is_busy', 'The server has too much to do right now. Come again in a moment.')
  }

  /** Streams and downloads that have begun cost little, and may stay for hours. */
  #waiting(): number {
    let waiting = 0
    for (const { headersSent } of this.#open) if (!headersSent) waiting += 1
    return waiting
  }
}
