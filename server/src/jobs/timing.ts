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
  wait,
}

/** As `node:timers/promises` does, without an error made anew each time: thousands of jobs wait all the time. */
function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer)
      reject(signal.reason as Error)
    }
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop)
      resolve()
    }, ms)
    if (signal.aborted) stop()
    else signal.addEventListener('abort', stop, { once: true })
  })
}

/** Work took longer than it may. */
export class TookTooLong extends Error {
  override readonly name = 'TookTooLong'
}

const DONE = new Error('Done.')

/** Gives up on `work` when the time is over or the signal aborts, even if it heeds neither. */
export async function capped<T>(
  timing: Timing,
  ms: number,
  outer: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const end = linked(outer)
  const over = timing.wait(ms, end.signal).then(() => {
    throw new TookTooLong(`It took longer than ${ms} ms.`)
  })
  try {
    return await Promise.race([over, work(end.signal)])
  } finally {
    end.abort(DONE)
  }
}

/** Aborts with `outer`, and lets go of it when aborted itself: `AbortSignal.any` costs a crowd of jobs a tenth of a core. */
function linked(outer: AbortSignal): AbortController {
  const own = new AbortController()
  if (outer.aborted) own.abort(outer.reason)
  else outer.addEventListener('abort', () => own.abort(outer.reason), { signal: own.signal })
  return own
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
