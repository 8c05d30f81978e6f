import type { Handle } from '../../spec/engine.ts'
import { hasEnded } from '../../spec/job.ts'
import type { Job } from '../../spec/job.ts'
import type { Attempt } from '../../spec/store.ts'
import { lookOnce } from '../drive/find.ts'
import type { Found } from '../drive/find.ts'
import { LATE_MS, START_MS } from '../drive/limits.ts'
import { alarmOvercharge } from '../drive/overcharge.ts'
import { capped } from '../timing.ts'
import { LeaseLost, costAsSaid, lastAttempt, tell } from '../drive/work.ts'
import type { Cost, Work } from '../drive/work.ts'

const ASK_MS = 30_000
const [SOONEST_MS, LATEST_MS] = [60_000, 900_000]

/** One question about a job that has ended. Its answer is only ever about money: the video is neither shown nor fetched. */
export async function listen(work: Work): Promise<void> {
  const job = await work.store.job(work.claim.ref)
  if (!job || !hasEnded(job) || job.charge !== 'unknown') return stop(work, undefined)
  const last = await lastAttempt(work, job)
  if (!last || !canSay(work, last)) return stop(work, undefined)
  const found = last.handle === null ? await search(work, job, last) : { handle: last.handle }
  if (found === 'absent') return stop(work, undefined, 0)
  const heard = found && (await ask(work, job, found.handle))
  if (heard !== undefined) alarmOvercharge(work, job, heard)
  if (heard !== undefined || work.claim.waitedMs >= LATE_MS) return stop(work, found?.handle, heard)
  const afterMs = Math.min(LATEST_MS, SOONEST_MS * 2 ** work.claim.tries)
  await work.queue.reschedule(work.claim, { afterMs })
}

/** A handle comes late where the job was cancelled during its start. */
function canSay({ engine, claim }: Work, { outcome, handle }: Attempt): boolean {
  if (outcome === 'rejected') return false
  return handle !== null || engine.class === 'findable' || claim.waitedMs < 2 * START_MS
}

/** Undefined: nothing to be learned yet. `unknown`: it will never say. */
async function ask(work: Work, job: Job, handle: Handle): Promise<Cost | undefined> {
  try {
    const report = await capped(work.timing, ASK_MS, work.signal, (signal) => work.engine.poll(handle, signal))
    if (report.state === 'failed') return costAsSaid(job, report.costUsdMicros)
    if (report.state !== 'done') return undefined
    // Made, so paid for: what the engine does not say is what it was said to cost.
    const said = costAsSaid(job, report.result.costUsdMicros)
    return said === 'unknown' ? job.estimateUsdMicros : said
  } catch (thrown) {
    work.signal.throwIfAborted()
    work.onTrouble(thrown, job.id)
    return undefined
  }
}

/** A render whose answer was lost may still be found; nobody wants it any more. */
async function search(work: Work, job: Job, last: Attempt): Promise<Found> {
  if (work.engine.class !== 'findable') return undefined
  const found = await lookOnce(work, last)
  if (found === undefined || found === 'absent') return found
  const { handle } = found
  const of = { jobId: job.id, attempt: last.attempt }
  await work.store.transact((rows) => rows.settleAttempt(of, last.outcome, 'accepted', { handle }))
  await tell(work, job.id, 'cancel', handle)
  return found
}

async function stop(work: Work, handle: Handle | undefined, heard?: Cost): Promise<void> {
  const { ref } = work.claim
  await work.store.transact(async (rows) => {
    if (heard !== undefined && heard !== 'unknown') await rows.settleUnknown(ref, heard, 'system')
    if (!(await work.queue.done(rows, work.claim))) throw new LeaseLost()
  })
  if (handle !== undefined) await tell(work, ref, 'release', handle)
}
