import { move } from '../spec/job.ts'
import type { Job, JobIn } from '../spec/job.ts'
import type { AttemptOutcome } from '../spec/store.ts'
import type { JobFault } from '../spec/video.ts'
import { alarmOvercharge, overchargeWarnings } from './overcharge.ts'
import { LeaseLost, lastAttempt, settled, tell } from './work.ts'
import type { Cost, Work } from './work.ts'

export interface Ending {
  readonly fault: JobFault
  readonly cost: Cost
  /** How the last attempt is to be remembered. */
  readonly settle?: { readonly from: AttemptOutcome; readonly to: AttemptOutcome; readonly error?: string }
}

/** Ends the job as failed, once: state, event, ledger and queue entry in one transaction. */
export async function fail(
  work: Work,
  job: JobIn<'queued' | 'submitting' | 'running' | 'storing'> & Job,
  { fault, cost, settle }: Ending,
): Promise<undefined> {
  const warnings = [...job.warnings, ...overchargeWarnings(job, cost)]
  const failed = move(job, 'failed', { fault, warnings, ...settled(cost), endedAtMs: work.timing.now() })
  await work.store.transact(async (rows) => {
    if (!(await rows.moveJob(job, failed))) throw new LeaseLost()
    if (settle) {
      const more = settle.error === undefined ? {} : { error: settle.error }
      await rows.settleAttempt({ jobId: job.id, attempt: job.attempt }, settle.from, settle.to, more)
    }
    if (!(await work.queue.done(rows, work.claim))) throw new LeaseLost()
  })
  alarmOvercharge(work, job, cost)
  await releaseLast(work, job)
}

export async function releaseLast(work: Work, job: Job): Promise<void> {
  const last = await lastAttempt(work, job)
  if (last && last.handle !== null) await tell(work, job.id, 'release', last.handle)
}
