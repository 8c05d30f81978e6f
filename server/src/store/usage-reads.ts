import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { UsageReads, UsageRow } from '../spec/usage.ts'
import type { Tables } from './tables.ts'

/** Counted when asked, from the bills: they stay when a video is deleted, and agree with the ledger. */
export class SqliteUsage implements UsageReads {
  readonly #db: Kysely<Tables>
  constructor(db: Kysely<Tables>) {
    this.#db = db
  }

  async usage(owner: string, from: string, to: string): Promise<readonly UsageRow[]> {
    const { rows } = await sql<UsageRow>`
      select day, engine,
        count(*) as videos,
        sum(outcome = 'completed') as completed,
        sum(outcome in ('failed', 'cancelled')) as failed,
        sum(charge = 'charged') as charged,
        sum(charge = 'charged' and outcome in ('failed', 'cancelled')) as "failedCharged",
        sum(charge in ('held', 'unknown')) as unsettled,
        sum(case when outcome = 'completed' then seconds else 0 end) as seconds,
        sum(estimate_usd_micros) as "estimateUsdMicros",
        sum(spent_usd_micros) as "finalUsdMicros"
      from bill where owner = ${owner} and day >= ${from} and day <= ${to}
      group by day, engine order by day desc, engine`.execute(this.#db)
    return rows
  }
}
