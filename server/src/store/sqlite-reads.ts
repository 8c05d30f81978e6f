import type { Kysely } from 'kysely'
import type { Job } from '../spec/job.ts'
import type { Asset, Attempt, JobCount, JobEvent, JobFilter, JobPage, Reads } from '../spec/store.ts'
import { matches } from './job-filter.ts'
import { pastCursor } from './past-cursor.ts'
import { readAsset, readAttempt, readEvent, readJob } from './row-words.ts'
import type { Tables } from './tables.ts'

/** Reads, inside a transaction or outside: Kysely's `Transaction` is a `Kysely` too. */
export class SqliteReads implements Reads {
  readonly #db: Kysely<Tables>
  constructor(db: Kysely<Tables>) {
    this.#db = db
  }

  async job(id: string): Promise<Job | undefined> {
    const row = await this.#db.selectFrom('job').selectAll().where('id', '=', id).executeTakeFirst()
    return row && readJob(row)
  }

  async jobOf(owner: string, id: string): Promise<Job | undefined> {
    const job = await this.job(id)
    return job?.owner === owner ? job : undefined
  }

  async jobsOf(owner: string, page: JobPage): Promise<readonly Job[]> {
    const { limit, order } = page
    const rows = await this.#db
      .selectFrom('job')
      .selectAll()
      .where('owner', '=', owner)
      .where(pastCursor(page))
      .where(matches(page))
      .orderBy('created_at_ms', order)
      .orderBy('id', order)
      .limit(limit)
      .execute()
    return rows.map(readJob)
  }

  async countJobs(owner: string, filter: JobFilter): Promise<readonly JobCount[]> {
    const rows = await this.#db
      .selectFrom('job')
      .select(({ fn }) => ['state', 'engine', fn.countAll<number>().as('jobs')])
      .where('owner', '=', owner)
      .where(matches(filter))
      .groupBy(['state', 'engine'])
      .orderBy('engine')
      .orderBy('state')
      .execute()
    return rows.map(({ state, ...rest }) => ({ ...rest, state: state as Job['state'] }))
  }

  async expired(nowMs: number, limit: number): Promise<readonly Job[]> {
    const due = this.#db.selectFrom('job').selectAll().where('expires_at_ms', '<=', nowMs)
    return (await due.orderBy('expires_at_ms').limit(limit).execute()).map(readJob)
  }

  async attempts(jobId: string): Promise<readonly Attempt[]> {
    const rows = this.#db.selectFrom('attempt').selectAll().where('job_id', '=', jobId).orderBy('attempt')
    return (await rows.execute()).map(readAttempt)
  }

  async assets(jobId: string): Promise<readonly Asset[]> {
    const rows = this.#db.selectFrom('asset').selectAll().where('job_id', '=', jobId)
    return (await rows.orderBy('kind').orderBy('position').execute()).map(readAsset)
  }

  async events(jobId: string, afterSeq: number): Promise<readonly JobEvent[]> {
    const rows = this.#db.selectFrom('job_event').selectAll().where('job_id', '=', jobId).where('seq', '>', afterSeq)
    return (await rows.orderBy('seq').execute()).map(readEvent)
  }
}
