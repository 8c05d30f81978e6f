import type { Blobs } from '../../spec/blobs.ts'
import type { Engine, Handle } from '../../spec/engine.ts'
import type { Job } from '../../spec/job.ts'
import { MOST_COST_USD_MICROS } from '../../spec/money.ts'
import type { InspectVideo, StillsGate } from '../../spec/media.ts'
import type { Claim, Queue } from '../../spec/queue.ts'
import type { Attempt, Store } from '../../spec/store.ts'
import type { Pauses } from './pauses.ts'
import { capped } from '../timing.ts'
import type { Timing } from '../timing.ts'

/** What driving any job needs. */
export interface Tools {
  readonly store: Store
  readonly queue: Queue
  readonly blobs: Blobs
  readonly timing: Timing
  /** Engines that take nothing now. */
  readonly pauses: Pauses
  /** Absent: a finished file is kept as it comes. */
  readonly inspect?: InspectVideo
  /** Draws what the engine does not bring. Absent: a video keeps only the stills that came with it. */
  readonly stills?: Pick<StillsGate, 'draw'>
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

/** Why everything is broken off. */
export class ServerStops extends Error {
  override readonly name = 'ServerStops'
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

/** What a job cost its owner, micro-USD; `unknown`: the engine may have charged and did not say. */
export type Cost = number | 'unknown'

/** What an order cost that the engine had and gave nothing back for: free ones nothing, else only the engine knows. */
export function costIfTaken(job: Job): Cost {
  return job.estimateUsdMicros === 0 ? 0 : 'unknown'
}

/** What an engine said it charged; what it did not say, or cannot be meant, is unknown. */
export function costAsSaid(job: Job, said: number | null): Cost {
  const meant = said !== null && Number.isInteger(said) && said >= 0 && said <= MOST_COST_USD_MICROS
  return meant ? said : costIfTaken(job)
}

/** The job's money columns at its end. */
export function settled(cost: Cost): Pick<Job, 'charge' | 'finalUsdMicros'> {
  if (cost === 'unknown') return { charge: 'unknown', finalUsdMicros: null }
  return { charge: cost > 0 ? 'charged' : 'none', finalUsdMicros: cost }
}
