import type { Handle } from '../spec/engine.ts'
import { move } from '../spec/job.ts'
import type { Job, JobIn } from '../spec/job.ts'
import type { AttemptOutcome } from '../spec/store.ts'
import { afterThrow, outcomeUnknown, tryAgain } from './submit-failures.ts'
import { capped } from './timing.ts'
import { lastAttempt, tell } from './work.ts'
import type { Step, Work } from './work.ts'

const START_MS = 120_000

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
  return won ? call(work, submitting, 1) : undefined
}

/** Goes on with a job found in `submitting`: after a wait, or after a crash between the call and its answer. */
export async function resubmit(work: Work, job: JobIn<'submitting'>): Step {
  const last = await lastAttempt(work, job)
  if (last?.outcome !== 'pending') return submit(work, job)
  if (work.engine.class === 'local') {
    return (await tryAgain(work, job, 'pending', 'interrupted')) ? submit(work, job, interrupted) : undefined
  }
  if (work.engine.class === 'idempotent') return call(work, job, 1)
  // Opaque; and findable too, for an engine cannot be asked by key yet.
  return outcomeUnknown(work, job, 'The server stopped between the call and its answer.')
}

const interrupted = { from: 'pending', to: 'interrupted' } as const

/** `times`: how often this same attempt was sent under its one key. */
async function call(work: Work, job: JobIn<'submitting'>, times: number): Step {
  let handle: Handle
  try {
    handle = await start(work, job)
  } catch (thrown) {
    work.lastSignal.throwIfAborted()
    work.onTrouble(thrown, job.id)
    const again = await afterThrow(work, job, thrown, times)
    return again ? call(work, job, times + 1) : undefined
  }
  const running = move(job, 'running', { startedAtMs: work.timing.now() })
  const won = await work.store.transact(async (rows) => {
    if (!(await rows.moveJob(job, running))) return false
    return rows.settleAttempt({ jobId: job.id, attempt: job.attempt }, 'pending', 'accepted', { handle })
  })
  if (won) return running
  await tell(work, job.id, 'cancel', handle) // cancelled or deleted while the engine was taking it
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
          photo: (reference) => work.blobs.open(reference.key),
          ...(source && { source: () => work.blobs.open(source.key) }),
        },
        signal,
      )
      if (gaveUp && work.engine.class !== 'idempotent') await tell(work, job.id, 'cancel', handle)
      return handle
    })
  } catch (thrown) {
    gaveUp = true
    throw thrown
  }
}
