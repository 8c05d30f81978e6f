import type { Order, Priority } from './order.ts'
import type { Charge, JobFault } from './video.ts'

/** Where a job may go next. An empty list is an end. */
export const NEXT = {
  queued: ['submitting', 'failed', 'cancelled'],
  // To itself: the next attempt, after one that surely never started.
  submitting: ['submitting', 'running', 'failed', 'cancelled'],
  // Back to `submitting` only where rendering again costs nothing (class `local`).
  running: ['storing', 'submitting', 'failed', 'cancelled'],
  storing: ['completed', 'submitting', 'failed', 'cancelled'],
  completed: [],
  failed: [],
  cancelled: [],
} as const

export type JobState = keyof typeof NEXT

/** The row that is the truth about one video. Together, `state` and `attempt` name each step of its life exactly once. */
export interface JobIn<S extends JobState> {
  /** `video_` and 48 hex digits. */
  readonly id: string
  readonly owner: string
  /** The key it was asked for with: caps and fair turns go by it. */
  readonly keyId: string
  /** Before which others its turn comes. */
  readonly priority: Priority
  readonly state: S
  /** As the client asked for it: an alias stays the alias. */
  readonly model: string
  /** The engine that renders it, by name, and that engine's own model. */
  readonly engine: string
  readonly engineModel: string
  readonly order: Order
  /** Which try this is: 0 before the first, then 1 and up. */
  readonly attempt: number
  /** Whole number, 0 to 100; 100 only when completed. Never falls, also not when a render begins again. */
  readonly progress: number
  /** Why it ended without a video; null otherwise. */
  readonly fault: JobFault | null
  /** Micro-USD, whole numbers; `final` is null until it is known. */
  readonly estimateUsdMicros: number
  readonly finalUsdMicros: number | null
  readonly charge: Charge
  /** Plain sentences for the owner. */
  readonly warnings: readonly string[]
  /** Unix milliseconds. `startedAtMs`: when the engine took the present attempt. */
  readonly createdAtMs: number
  readonly startedAtMs: number | null
  readonly endedAtMs: number | null
  /** When it is removed, written by the store as it ends; null: kept until deleted. */
  readonly expiresAtMs: number | null
  /** The job whose video this one remixes, edits or extends; that one may be deleted meanwhile. */
  readonly remixedFrom: string | null
  /** The job that this one tries again. */
  readonly retryOf: string | null
}

export type Job = { [S in JobState]: JobIn<S> }[JobState]

/** What may change as a job moves; everything else is fixed when it is accepted. */
export type JobChanges = Partial<
  Pick<Job, 'attempt' | 'progress' | 'fault' | 'finalUsdMicros' | 'charge' | 'warnings' | 'startedAtMs' | 'endedAtMs'>
>

/** The only function that changes a state. A wrong move does not compile, and progress never falls. */
export function move<S extends JobState, T extends (typeof NEXT)[S][number]>(
  job: JobIn<S>,
  to: T,
  changes: JobChanges = {},
): JobIn<T> {
  const progress = Math.max(job.progress, changes.progress ?? 0)
  return { ...job, ...changes, progress, state: to }
}

/** Has this job reached one of its three ends? */
export function hasEnded(job: Job): job is JobIn<'completed' | 'failed' | 'cancelled'> & Job {
  return NEXT[job.state].length === 0
}
