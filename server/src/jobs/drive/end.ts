import { crashPoint } from '../../spec/crash-point.ts'
import type { Engine } from '../../spec/engine.ts'
import { move } from '../../spec/job.ts'
import type { Job, JobIn } from '../../spec/job.ts'
import type { AttemptOutcome } from '../../spec/store.ts'
import type { JobFault } from '../../spec/video.ts'
import { listenOn } from '../late/listen-on.ts'
import { alarmOvercharge, overchargeWarnings } from './overcharge.ts'
import { LeaseLost, lastAttempt, settled, tell } from './work.ts'
import type { Cost, Tools, Work } from './work.ts'

export interface Ending {
  readonly fault: JobFault
  readonly cost: Cost
  /** How the last attempt is to be remembered. */
  readonly settle?: { readonly from: AttemptOutcome; readonly to: AttemptOutcome; readonly error?: string }
}

/** Its engine may be one that this server no longer has. */
export type Ender = Tools & Pick<Work, 'claim'> & { readonly engine?: Engine }

/**
 * Ends the job as failed, once: state, event, ledger and queue entry in one transaction, in which it is also decided
 * that the engine is listened to further when it may still tell what it charged.
 */
export async function fail(
  work: Ender,
  job: JobIn<'queued' | 'submitting' | 'running' | 'storing'> & Job,
  { fault, cost, settle }: Ending,
): Promise<undefined> {
  const warnings = [...job.warnings, ...overchargeWarnings(job, cost)]
  const failed = move(job, 'failed', { fault, warnings, ...settled(cost), endedAtMs: work.timing.now() })
  const listening = await work.store.transact(async (rows) => {
    if (!(await rows.moveJob(job, failed))) throw new LeaseLost()
    crashPoint('C26')
    if (settle) {
      const more = settle.error === undefined ? {} : { error: settle.error }
      await rows.settleAttempt({ jobId: job.id, attempt: job.attempt }, settle.from, settle.to, more)
    }
    if (!(await work.queue.done(rows, work.claim))) throw new LeaseLost()
    return listenOn(work.queue, rows, failed)
  })
  alarmOvercharge(work, job, cost)
  const { engine } = work
  if (engine && !listening) await releaseLast({ ...work, engine }, job)
}

export async function releaseLast(
  work: Pick<Work, 'store' | 'engine' | 'timing' | 'onTrouble'>,
  job: Job,
): Promise<void> {
  const last = await lastAttempt(work, job)
  if (last && last.handle !== null) await tell(work, job.id, 'release', last.handle)
}
