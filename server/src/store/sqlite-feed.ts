import type { Kysely } from 'kysely'
import type { EventFeed, FeedEntry } from '../spec/event-feed.ts'
import type { Tables } from './tables.ts'

export class SqliteFeed implements EventFeed {
  readonly #db: Kysely<Tables>
  constructor(db: Kysely<Tables>) {
    this.#db = db
  }

  async newest(jobId?: string): Promise<number> {
    const row = await this.#db
      .selectFrom('event_feed')
      .select('position')
      .$if(jobId !== undefined, (query) => query.where('job_id', '=', jobId ?? ''))
      .orderBy('position', 'desc')
      .limit(1)
      .executeTakeFirst()
    return row?.position ?? 0
  }

  async after(owner: string, position: number, limit: number, jobId?: string): Promise<readonly FeedEntry[]> {
    const rows = await this.#db
      .selectFrom('event_feed')
      .select(['position', 'job_id'])
      .where('owner', '=', owner)
      .where('position', '>', position)
      .$if(jobId !== undefined, (query) => query.where('job_id', '=', jobId ?? ''))
      .orderBy('position')
      .limit(limit)
      .execute()
    return rows.map(({ position: at, job_id }) => ({ position: at, jobId: job_id }))
  }
}
