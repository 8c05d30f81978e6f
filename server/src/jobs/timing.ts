import { setTimeout as sleep } from 'node:timers/promises'
import type { Clock } from '../spec/time.ts'

/** All the time this room knows, passed in so that tests own it. */
export interface Timing {
  /** Unix milliseconds; may jump. */
  readonly now: Clock
  /** Milliseconds that only ever pass. */
  readonly monotonic: Clock
  /** Rejects as soon as the signal aborts. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>
}

export const systemTiming: Timing = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  wait: (ms, signal) => sleep(ms, undefined, { signal }),
}

/** Work took longer than it may. */
export class TookTooLong extends Error {
  override readonly name = 'TookTooLong'
}

/** Gives up on `work` when the time is over or the signal aborts, even if it heeds neither. */
export async function capped<T>(
  timing: Timing,
  ms: number,
  outer: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const end = new AbortController()
  const signal = AbortSignal.any([outer, end.signal])
  const over = timing.wait(ms, signal).then(() => {
    throw new TookTooLong(`It took longer than ${ms} ms.`)
  })
  try {
    return await Promise.race([over, work(signal)])
  } finally {
    end.abort()
  }
}

/** Asks `work` to end when the time is over, and waits until it really has: nothing it does comes after this. */
export async function stopped<T>(
  timing: Timing,
  ms: number,
  outer: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const [late, ended] = [new AbortController(), new AbortController()]
  const tooLate = () => late.abort(new TookTooLong(`It took longer than ${ms} ms.`))
  const timer = timing.wait(ms, AbortSignal.any([outer, ended.signal])).then(tooLate, () => undefined)
  try {
    return await work(AbortSignal.any([outer, late.signal]))
  } finally {
    ended.abort()
    await timer
  }
}

/** 1 s, 2 s, 4 s, … up to a minute. `times` is 1 and up. */
export function backoffMs(times: number): number {
  return Math.min(60_000, 1_000 * 2 ** (times - 1))
}

/** Time left for a job that began at `startedAtMs`: by the clock for what passed before we knew it, then by a stopwatch. */
export function createDeadline(
  timing: Timing,
  limitMs: number,
  startedAtMs: number,
): { readonly leftMs: () => number } {
  const spentMs = Math.max(0, Math.min(limitMs, timing.now() - startedAtMs))
  const endMs = timing.monotonic() + limitMs - spentMs
  return { leftMs: () => Math.max(0, endMs - timing.monotonic()) }
}
