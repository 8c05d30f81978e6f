import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { Actor } from '../spec/audit.ts'
import { SPANS, periodOf } from '../spec/money.ts'
import type { Bill, Budget, BudgetScope, Cap, ChargePage, LedgerEntry, LedgerPage, MoneyStore } from '../spec/money.ts'
import { writeDeed } from './audit-table.ts'
import { readBudget } from './budgets.ts'
import type { BillTable, LedgerTable } from './money-tables.ts'
import type { Tables } from './tables.ts'

export class SqliteMoney implements MoneyStore {
  readonly #db: Kysely<Tables>
  constructor(db: Kysely<Tables>) {
    this.#db = db
  }

  async budgets(scopes: readonly BudgetScope[], atMs: number): Promise<readonly Budget[]> {
    if (scopes.length === 0) return []
    const periods = SPANS.map((span) => periodOf(span, atMs))
    const used = this.#db.selectFrom('budget').selectAll().where('scope', 'in', scopes).where('period', 'in', periods)
    const rows = await used.execute()
    const caps = await this.#db.selectFrom('cap').selectAll().where('scope', 'in', scopes).execute()
    return scopes.flatMap((scope) =>
      SPANS.map((span) => {
        const period = periodOf(span, atMs)
        const row = rows.find((one) => one.scope === scope && one.period === period)
        if (row) return readBudget(row)
        const cap = caps.find((one) => one.scope === scope && one.span === span)?.usd_micros ?? null
        return readBudget({ scope, period, cap_usd_micros: cap, held_usd_micros: 0, spent_usd_micros: 0 })
      }),
    )
  }

  async capped(): Promise<readonly BudgetScope[]> {
    const rows = await this.#db.selectFrom('cap').select('scope').distinct().orderBy('scope').execute()
    return rows.map(({ scope }) => scope as BudgetScope) // only `setCap` writes it
  }

  async setCap({ scope, span, usdMicros }: Cap, by: Actor, atMs: number): Promise<void> {
    await this.#db.transaction().execute(async (trx) => {
      await trx.deleteFrom('cap').where('scope', '=', scope).where('span', '=', span).execute()
      if (usdMicros !== null) await trx.insertInto('cap').values({ scope, span, usd_micros: usdMicros }).execute()
      // Later periods too: a clock that jumped ahead may have begun them.
      const used = sql`held_usd_micros + spent_usd_micros`
      await sql`update budget set cap_usd_micros = ${usdMicros},
        overrun_usd_micros = case when ${used} > ${usdMicros} then ${used} - ${usdMicros} else 0 end
        where scope = ${scope} and period >= ${periodOf(span, atMs)} and period like ${`${span}%`}`.execute(trx)
      const owner = scope.startsWith('owner:') ? scope.slice('owner:'.length) : null
      await writeDeed(trx, atMs, {
        actor: by,
        owner,
        action: 'budget.set',
        object: scope,
        details: { span, usdMicros },
      })
    })
  }

  async ledger({ limit, order, after, jobId }: LedgerPage): Promise<readonly LedgerEntry[]> {
    const rows = await this.#db
      .selectFrom('ledger')
      .selectAll()
      .$if(after !== undefined, (query) => query.where('seq', order === 'asc' ? '>' : '<', after ?? 0))
      .$if(jobId !== undefined, (query) => query.where('job_id', '=', jobId ?? ''))
      .orderBy('seq', order)
      .limit(limit)
      .execute()
    return rows.map(readEntry)
  }

  async charges({ limit, order, decided, after }: ChargePage): Promise<readonly Bill[]> {
    const beyond = order === 'asc' ? '>' : '<'
    const rows = await this.#db
      .selectFrom('bill')
      .selectAll()
      // Spelt as the partial indices are, so that they are used.
      .where(decided ? sql<boolean>`decided_at_ms is not null` : sql<boolean>`charge = 'unknown'`)
      .$if(after !== undefined, (query) =>
        query.where((eb) =>
          eb(eb.refTuple('created_at_ms', 'job_id'), beyond, eb.tuple(after?.createdAtMs ?? 0, after?.jobId ?? '')),
        ),
      )
      .orderBy('created_at_ms', order)
      .orderBy('job_id', order)
      .limit(limit)
      .execute()
    return rows.map(readBill)
  }

  async bill(jobId: string): Promise<Bill | undefined> {
    const row = await this.#db.selectFrom('bill').selectAll().where('job_id', '=', jobId).executeTakeFirst()
    return row && readBill(row)
  }
}

// The casts below trust what this room wrote itself.

function readEntry(row: Omit<LedgerTable, 'seq'> & { readonly seq: number }): LedgerEntry {
  return {
    seq: row.seq,
    atMs: row.at_ms,
    jobId: row.job_id,
    owner: row.owner,
    keyId: row.key_id,
    engine: row.engine,
    kind: row.kind as LedgerEntry['kind'],
    heldDeltaUsdMicros: row.held_delta,
    spentDeltaUsdMicros: row.spent_delta,
    actor: row.actor,
  }
}

function readBill(row: BillTable): Bill {
  return {
    jobId: row.job_id,
    owner: row.owner,
    keyId: row.key_id,
    engine: row.engine,
    model: row.model,
    outcome: row.outcome as Bill['outcome'],
    charge: row.charge as Bill['charge'],
    estimateUsdMicros: row.estimate_usd_micros,
    heldUsdMicros: row.held_usd_micros,
    spentUsdMicros: row.spent_usd_micros,
    createdAtMs: row.created_at_ms,
    endedAtMs: row.ended_at_ms,
    decidedAtMs: row.decided_at_ms,
    decidedBy: row.decided_by,
  }
}
