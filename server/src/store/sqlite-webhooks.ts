import type { Kysely, Transaction } from 'kysely'
import type { Actor } from '../spec/audit.ts'
import type { Clock } from '../spec/time.ts'
import type { Delivery, DeliveryTry, WebhookEndpoint } from '../spec/webhook.ts'
import type { DueDelivery, Except, LoggedDelivery, Verdict, WebhookStore } from '../spec/webhook-store.ts'
import { writeDeed } from './audit-table.ts'
import type { Tables } from './tables.ts'
import { readDelivery, readEndpoint, readTry, writeEndpoint } from './webhook-words.ts'

export class SqliteWebhooks implements WebhookStore {
  readonly #db: Kysely<Tables>
  readonly #now: Clock
  constructor(db: Kysely<Tables>, now: Clock) {
    this.#db = db
    this.#now = now
  }

  async insertEndpoint(endpoint: WebhookEndpoint, most: number, by: Actor = 'system'): Promise<boolean> {
    return this.#db.transaction().execute(async (trx) => {
      if ((await owned(trx, endpoint.owner).execute()).length >= most) return false
      await trx.insertInto('webhook_endpoint').values(writeEndpoint(endpoint)).execute()
      await this.#note(trx, endpoint, 'created', by)
      return true
    })
  }

  async endpointOf(owner: string, id: string): Promise<WebhookEndpoint | undefined> {
    const row = await owned(this.#db, owner).where('id', '=', id).executeTakeFirst()
    return row && readEndpoint(row)
  }

  async endpointsOf(owner: string): Promise<readonly WebhookEndpoint[]> {
    const rows = owned(this.#db, owner).orderBy('created_at_ms', 'desc').orderBy('id', 'desc')
    return (await rows.execute()).map(readEndpoint)
  }

  async changeEndpoint(
    owner: string,
    id: string,
    change: (endpoint: WebhookEndpoint) => WebhookEndpoint,
    by: Actor = 'system',
  ): Promise<WebhookEndpoint | undefined> {
    return this.#db.transaction().execute(async (trx) => {
      const row = await owned(trx, owner).where('id', '=', id).executeTakeFirst()
      if (!row) return undefined
      const known = readEndpoint(row)
      const changed = change(known)
      await trx.updateTable('webhook_endpoint').set(writeEndpoint(changed)).where('id', '=', id).execute()
      const rotated = changed.secrets[0]?.sealed !== known.secrets[0]?.sealed
      await this.#note(trx, changed, rotated ? 'rotated' : 'changed', by)
      return changed
    })
  }

  async removeEndpoint(owner: string, id: string, by: Actor = 'system'): Promise<boolean> {
    return this.#db.transaction().execute(async (trx) => {
      const gone = trx.deleteFrom('webhook_endpoint').where('owner', '=', owner).where('id', '=', id)
      if ((await gone.executeTakeFirst()).numDeletedRows === 0n) return false
      await this.#note(trx, { id, owner }, 'deleted', by)
      return true
    })
  }

  async deliveries(
    endpointId: string,
    { limit, after }: { limit: number; after?: string },
  ): Promise<readonly LoggedDelivery[]> {
    const rows = await this.#db
      .selectFrom('webhook_delivery')
      .selectAll()
      .where('endpoint_id', '=', endpointId)
      .$if(after !== undefined, (query) =>
        query.where('seq', '<', (eb) =>
          eb
            .selectFrom('webhook_delivery as cursor')
            .select('cursor.seq')
            .where('cursor.id', '=', after ?? ''),
        ),
      )
      .orderBy('seq', 'desc')
      .limit(limit)
      .execute()
    return this.#logged(rows.map(readDelivery))
  }

  async delivery(endpointId: string, id: string): Promise<LoggedDelivery | undefined> {
    const rows = this.#db.selectFrom('webhook_delivery').selectAll().where('endpoint_id', '=', endpointId)
    return (await this.#logged((await rows.where('id', '=', id).execute()).map(readDelivery)))[0]
  }

  async replay(id: string, nowMs: number): Promise<void> {
    const again = { state: 'pending', tries: 0, next_at_ms: nowMs }
    await this.#db.updateTable('webhook_delivery').set(again).where('id', '=', id).execute()
  }

  async due(nowMs: number, limit: number, except: Except): Promise<readonly DueDelivery[]> {
    const waiting = waitingBut(this.#db, except).where('next_at_ms', '<=', nowMs)
    const rows = await waiting.selectAll().orderBy('next_at_ms').orderBy('seq').limit(limit).execute()
    const found: DueDelivery[] = []
    for (const row of rows) {
      const endpoint = this.#db.selectFrom('webhook_endpoint').selectAll().where('id', '=', row.endpoint_id)
      const kept = await endpoint.executeTakeFirst()
      if (kept) found.push({ delivery: readDelivery(row), endpoint: readEndpoint(kept) })
    }
    return found
  }

  async nextDueMs(except: Except): Promise<number | undefined> {
    const row = waitingBut(this.#db, except).select('next_at_ms').orderBy('next_at_ms').limit(1)
    return (await row.executeTakeFirst())?.next_at_ms ?? undefined
  }

  async settle(delivery: Delivery, made: DeliveryTry, decide: (endpoint: WebhookEndpoint) => Verdict): Promise<void> {
    await this.#db.transaction().execute(async (trx) => {
      const of = trx.selectFrom('webhook_endpoint').selectAll().where('id', '=', delivery.endpointId)
      const row = await of.executeTakeFirst()
      if (!row) return
      const { atMs: at_ms, tookMs: took_ms, statusCode: status_code, error } = made
      await trx
        .insertInto('webhook_try')
        .values({ delivery_id: delivery.id, at_ms, took_ms, status_code, error })
        .execute()
      const verdict = decide(readEndpoint(row))
      await trx
        .updateTable('webhook_delivery')
        .set({ state: verdict.state, tries: delivery.tries + 1, next_at_ms: verdict.nextAtMs })
        .where('id', '=', delivery.id)
        .where('state', '=', 'pending')
        .where('tries', '=', delivery.tries)
        .where('next_at_ms', '=', delivery.nextAtMs)
        .execute()
      await note(trx, delivery.endpointId, verdict)
      if (verdict.disabled) await this.#note(trx, row, 'disabled', 'system')
    })
  }

  async forget(beforeMs: number): Promise<void> {
    const old = this.#db.deleteFrom('webhook_delivery').where('created_at_ms', '<', beforeMs)
    await old.where('state', '!=', 'pending').execute()
  }

  #note(trx: Transaction<Tables>, of: { id: string; owner: string }, deed: string, by: Actor): Promise<void> {
    return writeDeed(trx, this.#now(), { actor: by, owner: of.owner, action: `webhook.${deed}`, object: of.id })
  }

  async #logged(deliveries: readonly Delivery[]): Promise<LoggedDelivery[]> {
    const logged: LoggedDelivery[] = []
    for (const delivery of deliveries) {
      const log = this.#db.selectFrom('webhook_try').selectAll().where('delivery_id', '=', delivery.id).orderBy('seq')
      logged.push({ ...delivery, log: (await log.execute()).map(readTry) })
    }
    return logged
  }
}

const owned = (db: Kysely<Tables>, owner: string) =>
  db.selectFrom('webhook_endpoint').selectAll().where('owner', '=', owner)

const waitingBut = (db: Kysely<Tables>, { deliveries, endpoints }: Except) =>
  db
    .selectFrom('webhook_delivery')
    .where('state', '=', 'pending')
    .$if(deliveries.length > 0, (query) => query.where('id', 'not in', deliveries))
    .$if(endpoints.length > 0, (query) => query.where('endpoint_id', 'not in', endpoints))

/** How the endpoint stands after a try; disabled, it loses what still waits for it. */
async function note(trx: Transaction<Tables>, id: string, { failingSinceMs, disabled }: Verdict): Promise<void> {
  const known = { failing_since_ms: failingSinceMs }
  const off = { disabled_at_ms: disabled?.atMs ?? null, disabled_reason: disabled?.reason ?? null }
  await trx
    .updateTable('webhook_endpoint')
    .set({ ...known, ...(disabled && off) })
    .where('id', '=', id)
    .execute()
  if (!disabled) return
  const waiting = trx.updateTable('webhook_delivery').set({ state: 'dropped', next_at_ms: null })
  await waiting.where('endpoint_id', '=', id).where('state', '=', 'pending').execute()
}
