import type { Blobs } from '../spec/blobs.ts'
import type { Engine, Handle } from '../spec/engine.ts'
import type { Job } from '../spec/job.ts'
import type { InspectVideo } from '../spec/media.ts'
import type { Claim, Queue } from '../spec/queue.ts'
import type { Attempt, Store } from '../spec/store.ts'
import type { Charge } from '../spec/video.ts'
import { capped } from './timing.ts'
import type { Timing } from './timing.ts'

/** What driving any job needs. */
export interface Tools {
  readonly store: Store
  readonly queue: Queue
  readonly blobs: Blobs
  readonly timing: Timing
  /** Absent: a finished file is kept as it comes. */
  readonly inspect?: InspectVideo
  /** For the operator: what went wrong on the way, also where the job survives it. */
  readonly onTrouble: (thrown: unknown, jobId: string) => void
}

/** One claimed job being driven. */
export interface Work extends Tools {
  readonly engine: Engine
  readonly claim: Claim
  /** Aborts when the job is cancelled or deleted, or the server stops: leave everything as it is. */
  readonly signal: AbortSignal
  /** Aborts only when the server can wait no longer: breaking off a start makes its outcome unknowable. */
  readonly lastSignal: AbortSignal
}

/** Someone else moved the job or holds its claim now; whatever was about to be written is undone. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost'
}

/** The next state to go on from, or undefined: nothing more to do under this claim. */
export type Step = Promise<Job | undefined>

export const queueOf = (engine: string) => `video.${engine}`
export const folderOf = (jobId: string) => `videos/${jobId}`

export async function lastAttempt(work: Pick<Work, 'store'>, job: Job): Promise<Attempt | undefined> {
  return (await work.store.attempts(job.id)).at(-1)
}

/** Tells the engine something it may ignore: what it answers changes nothing here. */
export async function tell(
  work: Pick<Work, 'engine' | 'timing' | 'onTrouble'>,
  jobId: string,
  what: 'cancel' | 'release',
  handle: Handle,
): Promise<void> {
  const { engine, timing } = work
  const never = new AbortController().signal
  try {
    await capped(timing, 5_000, never, async () => engine[what]?.(handle))
  } catch (thrown) {
    work.onTrouble(thrown, jobId)
  }
}

/** What a paid order cost when the engine had it and gave nothing back: only the engine knows. */
export function chargeIfTaken(job: Job): Charge {
  return job.estimateUsdMicros === 0 ? 'none' : 'unknown'
}
