import type { Handle } from '../spec/engine.ts'
import type { JobIn } from '../spec/job.ts'
import { FIND_MS } from './limits.ts'
import { backoffMs, capped, createDeadline } from './timing.ts'
import { lastAttempt } from './work.ts'
import type { Work } from './work.ts'

const ASK_MS = 30_000
/** Clocks differ: it is looked for from this much earlier on. */
const SLACK_MS = 3_600_000

/** Looks ever more rarely for the render of the present attempt. Undefined: not found in all that time. */
export async function lookFor(
  work: Work,
  job: JobIn<'submitting'>,
): Promise<{ readonly handle: Handle } | 'absent' | undefined> {
  const { engine, timing } = work
  const last = await lastAttempt(work, job)
  if (!last) return undefined
  const deadline = createDeadline(timing, FIND_MS, timing.now())
  for (let times = 1; ; times += 1) {
    try {
      const sinceMs = last.intentAtMs - SLACK_MS
      const found = await capped(timing, ASK_MS, work.signal, async (signal) =>
        engine.find?.(last.key, sinceMs, signal),
      )
      if (found) return found
    } catch (thrown) {
      work.signal.throwIfAborted()
      work.onTrouble(thrown, job.id)
    }
    if (deadline.leftMs() === 0 || !engine.find) return undefined
    await timing.wait(Math.min(backoffMs(times), deadline.leftMs()), work.signal)
  }
}
