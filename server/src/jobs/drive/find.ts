import type { Handle } from '../../spec/engine.ts'
import type { JobIn } from '../../spec/job.ts'
import type { Attempt } from '../../spec/store.ts'
import { FIND_MS } from './limits.ts'
import { backoffMs, capped, createDeadline } from '../timing.ts'
import { lastAttempt } from './work.ts'
import type { Work } from './work.ts'

const ASK_MS = 30_000
/** Clocks differ: it is looked for from this much earlier on. */
const SLACK_MS = 3_600_000

export type Found = { readonly handle: Handle } | 'absent' | undefined

/** Looks ever more rarely for the render of the present attempt. Undefined: not found in all that time. */
export async function lookFor(work: Work, job: JobIn<'submitting'>): Promise<Found> {
  const { engine, timing } = work
  const last = await lastAttempt(work, job)
  if (!last || !engine.find) return undefined
  const deadline = createDeadline(timing, FIND_MS, timing.now())
  for (let times = 1; ; times += 1) {
    const found = await lookOnce(work, last)
    if (found) return found
    if (deadline.leftMs() === 0) return undefined
    await timing.wait(Math.min(backoffMs(times), deadline.leftMs()), work.signal)
  }
}

/** Undefined also when the asking failed: that says nothing about the render. */
export async function lookOnce(work: Work, { jobId, key, intentAtMs }: Attempt): Promise<Found> {
  const { engine, timing } = work
  try {
    return await capped(timing, ASK_MS, work.signal, async (signal) =>
      engine.find?.(key, intentAtMs - SLACK_MS, signal),
    )
  } catch (thrown) {
    work.signal.throwIfAborted()
    work.onTrouble(thrown, jobId)
    return undefined
  }
}
