import { sql } from 'kysely'
import type { Kysely, RawBuilder } from 'kysely'
import type { Count, OpsFacts, OpsReads } from '../spec/ops.ts'
import type { Tables } from './tables.ts'

export class SqliteOps implements OpsReads {
  readonly #db: Kysely<Tables>
  constructor(db: Kysely<Tables>) {
    this.#db = db
  }

  async facts(): Promise<OpsFacts> {
    const rows = async <T>(query: RawBuilder<T>): Promise<readonly T[]> => (await query.execute(this.#db)).rows
    return {
      jobs: await rows(sql<Count>`select engine as "of", state as "as", count(*) as count from job group by 1, 2`),
      attempts: await rows(
        sql<Count>`select engine as "of", outcome as "as", count(*) as count from attempt group by 1, 2`,
      ),
      deliveries: await rows(
        sql<Count>`select '' as "of", state as "as", count(*) as count from webhook_delivery group by 2`,
      ),
      queues: await rows(sql<OpsFacts['queues'][number]>`
        select queue, count(*) as waiting, min(job.created_at_ms) as "oldestAtMs"
        from task left join job on job.id = task.ref where claim is null group by queue`),
      money: await rows(sql<OpsFacts['money'][number]>`
        select engine, sum(held_usd_micros) as "heldUsdMicros", sum(spent_usd_micros) as "spentUsdMicros"
        from bill group by engine`),
    }
  }
}
