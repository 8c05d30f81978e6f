import type { Delivery, WebhookEndpoint } from '../../spec/webhook.ts'
import type { Verdict } from '../../spec/webhook-store.ts'
import type { Outcome } from './post.ts'

const [SECOND, MINUTE, HOUR] = [1_000, 60_000, 3_600_000] as const
/** How long after the one before each try is made (reliability.md rule 6): ten tries in about three days. */
export const DELAYS_MS = [
  0,
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
] as const
const LONGEST_MS = 24 * HOUR
const FAILING_MS = 120 * HOUR
/** An endpoint that was long silent is not given up for one bad moment: this event was tried for half an hour too. */
const TRIES_BEFORE_DISABLING = 3

export interface Moment {
  readonly nowMs: number
  /** 0 to 1. */
  readonly random: number
}

/** What follows from one try. */
export function judge(delivery: Delivery, endpoint: WebhookEndpoint, outcome: Outcome, at: Moment): Verdict {
  const { statusCode } = outcome
  if (outcome.error === null) return { state: 'delivered', nextAtMs: null, failingSinceMs: null, disabled: null }
  const failingSinceMs = endpoint.failingSinceMs ?? at.nowMs
  const end = { state: 'failed', nextAtMs: null, failingSinceMs } as const
  if (statusCode === 410) return { ...end, disabled: { atMs: at.nowMs, reason: 'It answered 410 Gone.' } }
  const tries = delivery.tries + 1
  if (at.nowMs - failingSinceMs >= FAILING_MS && tries > TRIES_BEFORE_DISABLING)
    return { ...end, disabled: { atMs: at.nowMs, reason: 'Every delivery failed for 5 days.' } }
  const delayMs = DELAYS_MS[tries]
  if (delayMs === undefined) return { ...end, disabled: null }
  const jitteredMs = Math.round(delayMs * (0.9 + 0.2 * at.random))
  const waitMs = Math.max(jitteredMs, Math.min(outcome.retryAfterMs ?? 0, LONGEST_MS))
  return { state: 'pending', nextAtMs: at.nowMs + waitMs, failingSinceMs, disabled: null }
}
