import { crashPoint } from '../../spec/crash-point.ts'
import type { Job, JobIn } from '../../spec/job.ts'
import { keep } from './keep.ts'
import { resubmit, submitInTurn } from './submit.ts'
import { watch } from './watch.ts'
import { LeaseLost, ServerStops, folderOf, lastAttempt, tell } from './work.ts'
import type { Step, Work } from './work.ts'

/** Drives one claimed job from whatever state it was found in to its end, or until it is not ours any more. */
export async function drive(work: Work): Promise<void> {
  try {
    crashPoint('C6')
    let job = await work.store.job(work.claim.ref)
    if (!job) return await drop(work)
    let resumed = true
    while (job) {
      job = await step(work, job, resumed)
      resumed = false
    }
  } catch (thrown) {
    if (!(thrown instanceof LeaseLost)) throw thrown
  } finally {
    // At a stop the next start's sweep does it, for thousands of jobs at once.
    if (!(work.signal.reason instanceof ServerStops)) await clearIfDeleted(work)
  }
  await giveBack(work)
}

const AGAIN_MS = 1_000

/**
 * Someone whose own claim had lapsed moved the job under us and then could not end it, or its engine takes nothing now:
 * it is looked at again.
 */
async function giveBack({ queue, claim }: Work): Promise<void> {
  const [held] = await queue.touch([claim])
  if (held) await queue.reschedule(held, { afterMs: AGAIN_MS, forgiven: true })
}

function step(work: Work, job: Job, resumed: boolean): Step {
  if (job.state === 'queued') return submitInTurn(work, job)
  if (job.state === 'submitting') return resubmit(work, job)
  if (job.state === 'running') return watch(work, job, resumed)
  if (job.state === 'storing') return keep(work, job, resumed)
  return tidy(work, job)
}

/** The job ended without its driver: the engine is told, then the entry goes. */
async function tidy(work: Work, job: JobIn<'completed' | 'failed' | 'cancelled'> & Job): Step {
  const last = await lastAttempt(work, job)
  if (last && last.handle !== null) {
    if (job.state === 'cancelled') await tell(work, job.id, 'cancel', last.handle)
    if (job.charge !== 'unknown') await tell(work, job.id, 'release', last.handle)
  }
  await drop(work)
  return undefined
}

async function drop(work: Work): Promise<void> {
  await work.store.transact((rows) => work.queue.done(rows, work.claim))
}

/** Whoever deleted the job removed its bytes; a file may have been published just after that. */
async function clearIfDeleted(work: Work): Promise<void> {
  const { ref } = work.claim
  if (!(await work.store.job(ref))) await work.blobs.remove(folderOf(ref))
}
