import type { RateLimit } from '../spec/rate.ts'
import type { Clock } from '../spec/time.ts'

export interface Spent {
  readonly allowed: boolean
  readonly limit: number
  readonly windowMs: number
  /** Requests that may follow at once. */
  readonly remaining: number
  /** Until the whole limit is there again, ms. */
  readonly resetMs: number
  /** Until one more request is allowed, ms; 0 when this one was. */
  readonly waitMs: number
}

/**
 * A bucket per key that refills evenly (GCRA: one number a key, the moment at which its bucket is full again). Held in
 * memory: a restart forgives. `now` only ever passes, in ms.
 */
export class RateLimiter {
  readonly #limit: RateLimit
  readonly #now: Clock
  readonly #fullAt = new Map<string, number>()
  constructor(limit: RateLimit, now: Clock) {
    this.#limit = limit
    this.#now = now
  }

  /** Counts one request, unless it is refused. */
  take(keyId: string): Spent {
    const { requests, windowMs } = this.#limit
    const now = this.#now()
    const each = windowMs / requests
    const fullAt = Math.max(now, this.#fullAt.get(keyId) ?? 0)
    const waitMs = Math.max(0, Math.round(fullAt + each - windowMs - now))
    const allowed = waitMs === 0
    const next = allowed ? fullAt + each : fullAt
    this.#fullAt.set(keyId, next)
    const remaining = Math.max(0, Math.floor((windowMs - (next - now)) / each + 1e-6))
    return { allowed, limit: requests, windowMs, remaining, resetMs: Math.ceil(next - now), waitMs }
  }
}
