import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { UsageReads, UsageRow } from '../spec/usage.ts'
import type { Tables } from './tables.ts'

/** Counted when asked, from the jobs themselves: a second book could disagree with the first. */
export class SqliteUsage implements UsageReads {
  readonly #db: Kysely<Tables>
  constructor(db: Kysely<Tables>) {
    this.#db = db
  }

  async usage(owner: string, from: string, to: string): Promise<readonly UsageRow[]> {
    const [startMs, endMs] = [Date.parse(`${from}T00:00:00Z`), Date.parse(`${to}T00:00:00Z`) + 86_400_000]
    // An extension's seconds count the video that it began with; only the new part was rendered.
    const { rows } = await sql<UsageRow>`
      select strftime('%Y-%m-%d', created_at_ms / 1000, 'unixepoch') as day, engine,
        count(*) as videos,
        sum(state = 'completed') as completed,
        sum(state in ('failed', 'cancelled')) as failed,
        sum(charge = 'charged') as charged,
        sum(charge = 'charged' and state in ('failed', 'cancelled')) as "failedCharged",
        sum(charge in ('held', 'unknown')) as unsettled,
        sum(case when state <> 'completed' then 0
          when order_json ->> '$.source.kind' = 'extend'
            then (order_json ->> '$.seconds') - (order_json ->> '$.source.seconds')
          else order_json ->> '$.seconds' end) as seconds,
        sum(estimate_usd_micros) as "estimateUsdMicros",
        coalesce(sum(final_usd_micros), 0) as "finalUsdMicros"
      from job where owner = ${owner} and created_at_ms >= ${startMs} and created_at_ms < ${endMs}
      group by day, engine order by day desc, engine`.execute(this.#db)
    return rows
  }
}
