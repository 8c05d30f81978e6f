import { crashPoint } from '../../spec/crash-point.ts'
import type { Store } from '../../spec/store.ts'
import type { DueDelivery, Except, WebhookStore } from '../../spec/webhook-store.ts'
import { Bell } from '../drive/bell.ts'
import type { Timing } from '../timing.ts'
import { post } from './post.ts'
import type { PostParts } from './post.ts'
import { judge } from './schedule.ts'

/** Empties the outbox. What is under way when it stops, or dies, is sent again under the same id. */
export interface Sender {
  start(): void
  /** Something was made due by hand. */
  ring(): void
  stop(): Promise<void>
}

export interface SenderParts extends Omit<PostParts, 'now'> {
  readonly store: Pick<Store, 'onEvent'>
  readonly webhooks: WebhookStore
  readonly timing: Timing
  /** 0 to 1, for spreading retries. */
  readonly random: () => number
  readonly onTrouble: (thrown: unknown, about: string) => void
}

const AT_ONCE = 16
/** So that a slow receiver does not keep the others waiting. */
const AT_ONCE_EACH = 4
const LONGEST_NAP_MS = 60_000
const DAY_MS = 86_400_000
const KEEP_DAYS = 30

export function createSender(parts: SenderParts): Sender {
  return new LoopSender(parts)
}

class LoopSender implements Sender {
  readonly #parts: SenderParts
  readonly #bell = new Bell()
  readonly #stopping = new AbortController()
  readonly #runs = new Map<string, { readonly endpointId: string; readonly done: Promise<void> }>()
  #loop: Promise<void> = Promise.resolve()
  #deaf: () => void = () => undefined
  #forgotAtMs = -Infinity
  constructor(parts: SenderParts) {
    this.#parts = parts
  }

  start(): void {
    this.#deaf = this.#parts.store.onEvent(({ type }) => {
      if (type === 'completed' || type === 'failed' || type === 'cancelled') this.#bell.ring()
    })
    this.#loop = this.#run()
  }

  ring(): void {
    this.#bell.ring()
  }

  async stop(): Promise<void> {
    this.#deaf()
    this.#stopping.abort()
    this.#bell.ring()
    await this.#loop
    await Promise.all([...this.#runs.values()].map(({ done }) => done))
  }

  async #run(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      this.#bell.silence()
      let napMs = LONGEST_NAP_MS
      try {
        await this.#forget()
        napMs = await this.#fill()
      } catch (thrown) {
        this.#parts.onTrouble(thrown, 'webhooks')
      }
      await this.#nap(napMs)
    }
  }

  /** Sends what is due. Returns how long nothing more will be, ms. */
  async #fill(): Promise<number> {
    const { webhooks, timing } = this.#parts
    while (this.#runs.size < AT_ONCE) {
      const due = await webhooks.due(timing.now(), AT_ONCE - this.#runs.size, this.#underWay())
      if (due.length === 0) break
      for (const one of due) if (this.#countAt(one.endpoint.id) < AT_ONCE_EACH) this.#begin(one)
    }
    if (this.#runs.size >= AT_ONCE) return LONGEST_NAP_MS // whoever ends first rings
    const nextMs = await webhooks.nextDueMs(this.#underWay())
    return Math.min(LONGEST_NAP_MS, Math.max(0, (nextMs ?? Infinity) - timing.now()))
  }

  #underWay(): Except {
    const endpoints = new Set([...this.#runs.values()].map(({ endpointId }) => endpointId))
    const busy = [...endpoints].filter((id) => this.#countAt(id) >= AT_ONCE_EACH)
    return { deliveries: [...this.#runs.keys()], endpoints: busy }
  }

  #countAt(endpointId: string): number {
    return [...this.#runs.values()].filter((run) => run.endpointId === endpointId).length
  }

  #begin(due: DueDelivery): void {
    const { id } = due.delivery
    const done = this.#send(due)
      .catch((thrown: unknown) => this.#afterTrouble(thrown, id))
      .finally(() => {
        this.#runs.delete(id)
        this.#bell.ring()
      })
    this.#runs.set(id, { endpointId: due.endpoint.id, done })
  }

  async #send({ delivery, endpoint }: DueDelivery): Promise<void> {
    const { webhooks, timing, random, onTrouble } = this.#parts
    const startedMs = timing.monotonic()
    crashPoint('C21')
    const outcome = await post({ ...this.#parts, now: timing.now }, endpoint, delivery, this.#stopping.signal)
    if (this.#stopping.signal.aborted && outcome.statusCode === null) return
    crashPoint('C22')
    const nowMs = timing.now()
    const { statusCode, error } = outcome
    const made = { atMs: nowMs, tookMs: Math.round(timing.monotonic() - startedMs), statusCode, error }
    let disabled = false
    await webhooks.settle(delivery, made, (known) => {
      const verdict = judge(delivery, known, outcome, { nowMs, random: random() })
      disabled = verdict.disabled !== null
      return verdict
    })
    if (error !== null) crashPoint('C23')
    if (disabled) onTrouble(new Error('A webhook endpoint was disabled.'), endpoint.id)
  }

  /** It may have arrived, but that could not be written: not again at once, or a full disk would flood the receiver. */
  async #afterTrouble(thrown: unknown, deliveryId: string): Promise<void> {
    this.#parts.onTrouble(thrown, deliveryId)
    await this.#parts.timing.wait(LONGEST_NAP_MS, this.#stopping.signal).catch(() => undefined)
  }

  async #forget(): Promise<void> {
    const nowMs = this.#parts.timing.now()
    if (nowMs - this.#forgotAtMs < DAY_MS) return
    this.#forgotAtMs = nowMs
    await this.#parts.webhooks.forget(nowMs - KEEP_DAYS * DAY_MS)
  }

  async #nap(ms: number): Promise<void> {
    const awake = new AbortController()
    const signal = AbortSignal.any([awake.signal, this.#stopping.signal])
    const tick = this.#parts.timing.wait(ms, signal).catch(() => undefined)
    await Promise.race([tick, this.#bell.heard()])
    awake.abort()
  }
}
