import type { Actor } from '../spec/audit.ts'
import type { Blobs } from '../spec/blobs.ts'
import { crashPoint } from '../spec/crash-point.ts'
import type { Caller } from '../spec/desk.ts'
import type { Engine } from '../spec/engine.ts'
import { hasEnded, move } from '../spec/job.ts'
import type { Job } from '../spec/job.ts'
import type { Queue } from '../spec/queue.ts'
import type { Attempt, Rows, Store } from '../spec/store.ts'
import { listenOn } from './late/listen-on.ts'
import type { Timing } from './timing.ts'
import { costIfTaken, folderOf, settled, tell } from './drive/work.ts'

export interface RemoveParts {
  readonly store: Store
  readonly queue: Queue
  readonly blobs: Blobs
  readonly engines: readonly Engine[]
  readonly timing: Timing
  readonly onTrouble: (thrown: unknown, jobId: string) => void
}

/**
 * Cancels what is under way, tells the engine, then removes rows and bytes. A crash after the first step leaves a
 * cancelled job with its queue entry, and the next start tells the engine; after the last, bytes that the sweep finds.
 */
export async function removeJob(parts: RemoveParts, { owner, keyId }: Caller, id: string): Promise<boolean> {
  if (!(await parts.store.jobOf(owner, id))) return false
  const handled = await cancelJob(parts, id, keyId)
  const engine = parts.engines.find(({ name }) => name === handled?.engine)
  if (engine && handled) {
    await tell({ ...parts, engine }, id, 'cancel', handled.handle)
    await tell({ ...parts, engine }, id, 'release', handled.handle)
  }
  const removed = await parts.store.transact(async (rows) => {
    await parts.queue.cancel(rows, id)
    return rows.deleteJob(id, keyId)
  })
  crashPoint('C25')
  await parts.blobs.remove(folderOf(id))
  return removed
}

/** Ends a job that has not ended. Returns the attempt its engine has to be told about, if it took one. */
export async function cancelJob(
  { store, queue, timing }: RemoveParts,
  id: string,
  by: Actor,
): Promise<Attempt | undefined> {
  crashPoint('C24')
  const cancelled = await store.transact(async (rows) => {
    const job = await rows.job(id)
    if (!job || hasEnded(job)) return undefined
    const last = (await rows.attempts(id)).at(-1)
    await cancelWithin(rows, job, { last, nowMs: timing.now(), by })
    const ended = await rows.job(id)
    if (ended) await listenOn(queue, rows, ended)
    return last?.outcome === 'accepted' ? last : undefined
  })
  crashPoint('C24')
  return cancelled
}

interface Cancelling {
  readonly last: Attempt | undefined
  readonly nowMs: number
  readonly by: Actor
  /** For its owner. */
  readonly why?: string
}

/** Ends it in a transaction that does more. False when someone else moved it first. */
export function cancelWithin(
  rows: Rows,
  job: Exclude<Job, { state: 'completed' | 'failed' | 'cancelled' }>,
  { last, nowMs, by, why = 'The video was cancelled by its owner.' }: Cancelling,
): Promise<boolean> {
  const taken = last?.outcome === 'accepted' || last?.outcome === 'pending'
  const cost = taken ? costIfTaken(job) : 0
  const truth = cost === 'unknown' ? ` The engine "${job.engine}" had it already and may charge for it.` : ''
  const fault = { code: 'cancelled', message: `${why}${truth}` } as const
  const ended = move(job, 'cancelled', { fault, ...settled(cost), endedAtMs: nowMs })
  return rows.moveJob(job, ended, by)
}
