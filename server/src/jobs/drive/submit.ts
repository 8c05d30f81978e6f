import { crashPoint } from '../../spec/crash-point.ts'
import type { Handle } from '../../spec/engine.ts'
import { EngineStopped } from '../../spec/engine-errors.ts'
import { move } from '../../spec/job.ts'
import type { Job, JobIn } from '../../spec/job.ts'
import type { Attempt, AttemptOutcome, Rows } from '../../spec/store.ts'
import { lookFor } from './find.ts'
import { QUEUE_MS, START_MS } from './limits.ts'
import { MAX_SENDS, afterThrow, expire, firstDoubt, outcomeUnknown, tryAgain } from './submit-failures.ts'
import type { Doubt } from './submit-failures.ts'
import { capped } from '../timing.ts'
import { lastAttempt, tell } from './work.ts'
import type { Step, Work } from './work.ts'
import { written } from '../written.ts'

/** Writes the next attempt down, then calls the engine: in this order a crash can never hide a call. */
export async function submit(
  work: Work,
  job: JobIn<'queued' | 'submitting' | 'running' | 'storing'> & Job,
  previous?: { readonly from: AttemptOutcome; readonly to: AttemptOutcome },
): Step {
  work.signal.throwIfAborted()
  const attempt = job.attempt + 1
  const submitting = move(job, 'submitting', { attempt, startedAtMs: null })
  const won = await work.store.transact(async (rows) => {
    if (!(await rows.moveJob(job, submitting))) return false
    if (previous) await rows.settleAttempt({ jobId: job.id, attempt: job.attempt }, previous.from, previous.to)
    await rows.openAttempt({ jobId: job.id, attempt, engine: job.engine, key: `${job.id}-${attempt}` })
    return true
  })
  return won ? call(work, submitting) : undefined
}

/** The first call, or the next after one that surely did not begin; not while the engine takes nothing. */
export async function submitInTurn(work: Work, job: JobIn<'queued' | 'submitting'> & Job, last?: Attempt): Step {
  if (work.claim.waitedMs >= QUEUE_MS) return expire(work, job)
  if (work.pauses.reason(work.engine.name) !== undefined) return undefined
  if (job.state !== 'submitting' || last?.outcome !== 'busy') return submit(work, job)
  const of = { jobId: job.id, attempt: job.attempt }
  const reopened = await work.store.transact((rows) => rows.settleAttempt(of, 'busy', 'pending'))
  return reopened ? call(work, job) : undefined
}

/** Goes on with a job found in `submitting`: after a wait, or after a crash between the call and its answer. */
export async function resubmit(work: Work, job: JobIn<'submitting'>): Step {
  const last = await lastAttempt(work, job)
  if (last?.outcome !== 'pending') return submitInTurn(work, job, last)
  if (work.engine.class === 'local') {
    return (await tryAgain(work, job, 'pending', 'interrupted')) ? submit(work, job, interrupted) : undefined
  }
  const why = 'The server stopped between the call and its answer.'
  if (work.claim.waitedMs >= QUEUE_MS) return outcomeUnknown(work, job, why)
  if (work.engine.class === 'idempotent') return call(work, job, firstDoubt(work))
  return work.engine.class === 'findable' ? reconcile(work, job, 1, why) : outcomeUnknown(work, job, why)
}

const interrupted = { from: 'pending', to: 'interrupted' } as const

/** `doubt`: it may have been taken before this call. `sends`: how often an engine surely did not have it. */
async function call(work: Work, job: JobIn<'submitting'>, doubt?: Doubt, sends = 1): Step {
  crashPoint('C7')
  let handle: Handle
  try {
    handle = await start(work, job)
  } catch (thrown) {
    work.lastSignal.throwIfAborted()
    if (!(thrown instanceof EngineStopped)) work.onTrouble(thrown, job.id)
    const next = await written(work, () => afterThrow(work, job, thrown, doubt))
    if (next === 'over') return undefined
    return next === 'look' ? reconcile(work, job, sends, String(thrown)) : call(work, job, next, sends)
  }
  return adopt(work, job, handle)
}

/** Class `findable`: what the engine really has is looked up, and only what it surely has not is sent again. */
async function reconcile(work: Work, job: JobIn<'submitting'>, sends: number, why: string): Step {
  const found = await lookFor(work, job)
  if (found === undefined || (found === 'absent' && sends >= MAX_SENDS)) return outcomeUnknown(work, job, why)
  return found === 'absent' ? call(work, job, undefined, sends + 1) : adopt(work, job, found.handle)
}

async function adopt(work: Work, job: JobIn<'submitting'>, handle: Handle): Step {
  crashPoint('C10')
  const of = { jobId: job.id, attempt: job.attempt }
  const running = move(job, 'running', { startedAtMs: work.timing.now() })
  const become = async (rows: Rows): Promise<boolean> => {
    if (!(await rows.moveJob(job, running))) return false
    return rows.settleAttempt(of, 'pending', 'accepted', { handle })
  }
  const won = await written(work, () => work.store.transact(become))
  crashPoint('C11')
  if (won) return running
  // Cancelled or deleted while the engine was taking it: what it charges is asked by this handle.
  await written(work, () => work.store.transact((rows) => rows.settleAttempt(of, 'pending', 'accepted', { handle })))
  await tell(work, job.id, 'cancel', handle)
  return undefined
}

async function start(work: Work, job: JobIn<'submitting'>): Promise<Handle> {
  const { source } = job.order
  let gaveUp = false
  try {
    return await capped(work.timing, START_MS, work.lastSignal, async (signal) => {
      const handle = await work.engine.start(
        {
          model: job.engineModel,
          order: job.order,
          key: `${job.id}-${job.attempt}`,
          photo: (reference) => work.blobs.open(reference.key, undefined, reference),
          ...(source && { source: () => work.blobs.open(source.key, undefined, source) }),
        },
        signal,
      )
      // Classes that ask again by its key will meet this very render.
      const orphan = work.engine.class === 'local' || work.engine.class === 'opaque'
      if (gaveUp && orphan) await tell(work, job.id, 'cancel', handle)
      return handle
    })
  } catch (thrown) {
    gaveUp = true
    throw thrown
  }
}
