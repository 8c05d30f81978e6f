import type { Actor, AuditEntry } from './audit.ts'
import type { Job, JobIn, JobState } from './job.ts'
import type { Handle } from './engine.ts'

/**
 * Rows: the truth about every job. One transaction at a time; inside `work` use only the `rows` it is given (the store's
 * own methods would wait for that transaction for ever), and never wait for the network there.
 */
export interface Store extends Reads {
  /** All of `work` or nothing: what it throws undoes it. Resolves once the rows would survive a power cut. */
  transact<T>(work: (rows: Rows) => Promise<T>): Promise<T>
  /** Hears of every move, rise of progress and deletion after its commit. Returns how to stop listening. */
  onEvent(listener: (event: JobEvent & { readonly owner: string }) => void): () => void
}

export interface Reads {
  job(id: string): Promise<Job | undefined>
  /** The job only if it is this owner's. */
  jobOf(owner: string, id: string): Promise<Job | undefined>
  /** This owner's jobs by time of creation, equal times by id; those strictly after the cursor. */
  jobsOf(owner: string, page: JobPage): Promise<readonly Job[]>
  /** How many of this owner's jobs there are in each state on each engine. */
  countJobs(owner: string, filter: JobFilter): Promise<readonly JobCount[]>
  /** Ended jobs that were to be kept until this time at most, longest overdue first. */
  expired(nowMs: number, limit: number): Promise<readonly Job[]>
  /** Oldest first. */
  attempts(jobId: string): Promise<readonly Attempt[]>
  assets(jobId: string): Promise<readonly Asset[]>
  /** Events with a `seq` above this one, oldest first. */
  events(jobId: string, afterSeq: number): Promise<readonly JobEvent[]>
}

export interface Rows extends Reads {
  /**
   * Also writes the job's first event, its bill, that its key had it accepted, and holds its estimate in every budget it
   * counts in. @throws Fault `insufficient_quota` when a cap has no room for it.
   */
  insertJob(job: JobIn<'queued'>): Promise<void>
  /**
   * Writes `to` if the row is still in `from`'s state and attempt, with its event, its bill, and what that means for the
   * ledger and the budgets; false when someone moved it first. The only way a state changes; an end is written down as a
   * deed of `by`, `system` unless said.
   * @throws Error when the table of moves does not allow it, or a job would end with its money still `held`.
   */
  moveJob(from: Job, to: Job, by?: Actor): Promise<boolean>
  /** Raises the progress of a job still running this attempt; whole percent below 100. False when it raised nothing. */
  raiseProgress(job: JobIn<'running'>, percent: number): Promise<boolean>
  /**
   * Decides a charge that is `unknown`, once, whether or not the job is still there: micro-USD that were charged, 0 for
   * none. Written down as a deed of `by`. False when nothing waits for a decision (any more).
   */
  settleUnknown(jobId: string, costUsdMicros: number, by: Actor): Promise<boolean>
  /** Removes the job with its attempts, events and assets; its bill stays. The bytes are the caller's. False when gone. */
  deleteJob(id: string, by?: Actor): Promise<boolean>
  /** Writes down a deed together with the rows of this transaction. */
  audit(entry: AuditEntry): Promise<void>
  /** Written before the engine is called. @throws Error when this job already has that attempt. */
  openAttempt(attempt: Pick<Attempt, 'jobId' | 'attempt' | 'engine' | 'key'>): Promise<void>
  /** Records how it went, if it is still in the outcome `from`. */
  settleAttempt(
    of: Pick<Attempt, 'jobId' | 'attempt'>,
    from: AttemptOutcome,
    to: AttemptOutcome,
    more?: Partial<Pick<Attempt, 'handle' | 'error'>>,
  ): Promise<boolean>
  insertAsset(asset: Asset): Promise<void>
}

/** Which jobs; what is absent leaves all. */
export interface JobFilter {
  /** Each stands in the prompt, in large or small letters. */
  readonly words?: readonly string[]
  readonly states?: readonly JobState[]
  /** By name. */
  readonly engine?: string
}

export interface JobCount {
  readonly state: JobState
  readonly engine: string
  readonly jobs: number
}

/** After `after`, at most `limit`. */
export interface JobPage extends JobFilter {
  readonly limit: number
  readonly order: 'asc' | 'desc'
  readonly after?: Pick<Job, 'id' | 'createdAtMs'>
}

/**
 * `pending`: the engine may have been called. `accepted`: it gave a handle. `not_sent`: it surely never began.
 * `busy`: neither did it, for want of room, and the same attempt is sent again. `rejected`: it refused. `unknown`: nobody can tell. `lost`: taken, then forgotten. `interrupted`: we stopped midway.
 */
export type AttemptOutcome =
  | 'pending'
  | 'accepted'
  | 'not_sent'
  | 'busy'
  | 'rejected'
  | 'unknown'
  | 'lost'
  | 'interrupted'

/** One call to an engine that may cost money: the ledger that stops paying twice. */
export interface Attempt {
  readonly jobId: string
  /** 1 and up. */
  readonly attempt: number
  readonly engine: string
  /** What the engine dedupes or finds it by. */
  readonly key: string
  readonly outcome: AttemptOutcome
  readonly handle: Handle | null
  /** For the operator, never for a client. */
  readonly error: string | null
  /** Unix milliseconds. */
  readonly intentAtMs: number
  readonly settledAtMs: number | null
}

/** The outbox: one row a move, written with it. */
export interface JobEvent {
  readonly jobId: string
  /** 1 and up, without gaps, within one job. */
  readonly seq: number
  /** Unix milliseconds. */
  readonly atMs: number
  /** `progress` and `deleted` are only ever heard, never kept: theirs is the next free `seq`. */
  readonly type: JobState | 'progress' | 'deleted'
  readonly attempt: number
  readonly progress: number
}

export type AssetKind = 'video' | 'thumbnail' | 'spritesheet' | 'reference' | 'source'

/** Bytes a job owns. */
export interface Asset {
  readonly jobId: string
  readonly kind: AssetKind
  /** 0, and up for further references in the order they were sent. */
  readonly position: number
  /** Where the bytes lie in `Blobs`. */
  readonly key: string
  readonly bytes: number
  /** Hex. */
  readonly sha256: string
  readonly mediaType: string
  /** Unix milliseconds. */
  readonly createdAtMs: number
}
