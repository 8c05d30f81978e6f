import { sql } from 'kysely'
import type { Transaction } from 'kysely'
import type { Actor, AuditEntry } from '../spec/audit.ts'
import { hasEnded, NEXT } from '../spec/job.ts'
import type { Job, JobIn, JobState } from '../spec/job.ts'
import type { Asset, Attempt, AttemptOutcome, JobEvent, Rows } from '../spec/store.ts'
import type { Clock } from '../spec/time.ts'
import { deedOf, writeDeed } from './audit-table.ts'
import { blankAnswers } from './blank-answers.ts'
import { openBill, settleBill, turnBill } from './ledger.ts'
import { publish } from './outbox.ts'
import { writeAsset, writeChanges, writeJob } from './row-words.ts'
import { SqliteReads } from './sqlite-reads.ts'
import type { Tables } from './tables.ts'

/** The rows of one open transaction, and what is to be told once it is committed. */
export class SqliteRows extends SqliteReads implements Rows {
  readonly trx: Transaction<Tables>
  readonly heard: (JobEvent & { readonly owner: string })[] = []
  readonly woken = new Set<string>()
  readonly #now: Clock
  readonly #keepMs: number | undefined
  constructor(trx: Transaction<Tables>, now: Clock, keepMs?: number) {
    super(trx)
    this.trx = trx
    this.#now = now
    this.#keepMs = keepMs
  }

  async insertJob(job: JobIn<'queued'>): Promise<void> {
    await this.trx.insertInto('job').values(writeJob(job)).execute()
    await openBill(this.trx, job, this.#now())
    await this.#append(job, this.#event(job, job.state, 1), job.keyId)
  }

  async moveJob(from: Job, to: Job, by: Actor = 'system'): Promise<boolean> {
    const allowed: readonly JobState[] = NEXT[from.state]
    if (from.id !== to.id || !allowed.includes(to.state)) {
      throw new Error(`No job goes from ${from.state} to ${to.state}.`)
    }
    const changed = await this.trx
      .updateTable('job')
      .set({
        ...writeChanges(to),
        expires_at_ms: this.#expiry(to),
        progress: sql<number>`case when progress > ${to.progress} then progress else ${to.progress} end`,
      })
      .where('id', '=', from.id)
      .where('state', '=', from.state)
      .where('attempt', '=', from.attempt)
      .executeTakeFirst()
    if (changed.numUpdatedRows === 0n) return false
    await turnBill(this.trx, to, this.#now())
    await this.#append(to, await this.#next(to, to.state), by)
    return true
  }

  #expiry(job: Job): number | null {
    if (this.#keepMs === undefined || !hasEnded(job)) return null
    return (job.endedAtMs ?? this.#now()) + this.#keepMs
  }

  settleUnknown(jobId: string, costUsdMicros: number, by: Actor): Promise<boolean> {
    return settleBill(this.trx, { jobId, costUsdMicros, actor: by, atMs: this.#now() })
  }

  async raiseProgress(job: JobIn<'running'>, percent: number): Promise<boolean> {
    const changed = await this.trx
      .updateTable('job')
      .set({ progress: percent })
      .where('id', '=', job.id)
      .where('state', '=', 'running')
      .where('attempt', '=', job.attempt)
      .where('progress', '<', percent)
      .executeTakeFirst()
    if (changed.numUpdatedRows === 0n) return false
    this.heard.push({ ...(await this.#next(job, 'progress')), progress: percent, owner: job.owner })
    return true
  }

  async deleteJob(id: string, by: Actor = 'system'): Promise<boolean> {
    const job = await this.job(id)
    if (!job) return false
    const event = await this.#next(job, 'deleted')
    await blankAnswers(this.trx, id)
    await this.trx.deleteFrom('job').where('id', '=', id).execute()
    await this.audit({ actor: by, owner: job.owner, action: 'job.deleted', object: id, details: { state: job.state } })
    this.heard.push({ ...event, owner: job.owner })
    return true
  }

  async openAttempt(attempt: Pick<Attempt, 'jobId' | 'attempt' | 'engine' | 'key'>): Promise<void> {
    const { jobId, ...rest } = attempt
    const intent = { ...rest, job_id: jobId, outcome: 'pending', intent_at_ms: this.#now() }
    await this.trx.insertInto('attempt').values(intent).execute()
  }

  async settleAttempt(
    of: Pick<Attempt, 'jobId' | 'attempt'>,
    from: AttemptOutcome,
    to: AttemptOutcome,
    more: Partial<Pick<Attempt, 'handle' | 'error'>> = {},
  ): Promise<boolean> {
    const changed = await this.trx
      .updateTable('attempt')
      .set({
        outcome: to,
        settled_at_ms: this.#now(),
        ...(more.handle !== undefined && { handle_json: JSON.stringify(more.handle) }),
        ...(more.error !== undefined && { error: more.error }),
      })
      .where('job_id', '=', of.jobId)
      .where('attempt', '=', of.attempt)
      .where('outcome', '=', from)
      .executeTakeFirst()
    return changed.numUpdatedRows > 0n
  }

  async insertAsset(asset: Asset): Promise<void> {
    await this.trx.insertInto('asset').values(writeAsset(asset)).execute()
  }

  audit(entry: AuditEntry): Promise<void> {
    return writeDeed(this.trx, this.#now(), entry)
  }

  async #append(job: Job, event: JobEvent, by: Actor): Promise<void> {
    const { jobId, atMs, ...rest } = event
    await this.trx
      .insertInto('job_event')
      .values({ ...rest, job_id: jobId, at_ms: atMs })
      .execute()
    await publish(this.trx, job, event)
    const deed = deedOf(job, by)
    if (deed) await this.audit(deed)
    this.heard.push({ ...event, owner: job.owner })
  }

  async #next(job: Job, type: JobEvent['type']): Promise<JobEvent> {
    const last = await this.trx
      .selectFrom('job_event')
      .select('seq')
      .where('job_id', '=', job.id)
      .orderBy('seq', 'desc')
      .executeTakeFirst()
    return this.#event(job, type, (last?.seq ?? 0) + 1)
  }

  #event({ id: jobId, attempt, progress }: Job, type: JobEvent['type'], seq: number): JobEvent {
    return { jobId, seq, atMs: this.#now(), type, attempt, progress }
  }
}
