import { hasEnded } from '../../spec/job.ts'
import { fail } from './end.ts'
import { backoffMs } from '../timing.ts'
import { LeaseLost, costIfTaken } from './work.ts'
import type { Work } from './work.ts'

/** An error nobody foresaw, this often for one job, ends it: a job that can never end is worse than a failed one. */
const MAX_TRIES = 20
const AGAIN_MS = 1_000

/** Our own trouble (a full disk, a bug) is no verdict on the job: it waits and is driven again. */
export async function recoverFrom(work: Work, thrown: unknown): Promise<void> {
  work.onTrouble(thrown, work.claim.ref)
  for (;;) {
    try {
      return await giveBack(work)
    } catch (again) {
      if (again instanceof LeaseLost) return
      work.onTrouble(again, work.claim.ref)
      await work.timing.wait(AGAIN_MS, work.signal)
    }
  }
}

async function giveBack(work: Work): Promise<void> {
  const { claim, queue, store } = work
  const job = await store.job(claim.ref)
  if (claim.tries >= MAX_TRIES && job && !hasEnded(job)) {
    const fault = { code: 'server_error', message: 'The server had an error that did not go away.' } as const
    return fail(work, job, { fault, cost: job.attempt === 0 ? 0 : costIfTaken(job) })
  }
  await queue.reschedule(claim, { afterMs: backoffMs(claim.tries) })
}
