import { sql } from 'kysely'
import type { Transaction } from 'kysely'
import { crashPoint } from '../spec/crash-point.ts'
import type { Fault } from '../spec/fault.ts'
import { SPANS, leftOf, overBudget, periodOf, scopesOf } from '../spec/money.ts'
import type { Budget, BudgetScope, Span } from '../spec/money.ts'
import type { BillTable, BudgetTable } from './money-tables.ts'
import type { Tables } from './tables.ts'

/** A job counts where it was created, for ever: what it costs in the end goes to the periods that held it (C27). */
function placesOf({ owner, key_id: keyId, created_at_ms: atMs }: BillTable) {
  return scopesOf({ owner, keyId }).flatMap((scope) =>
    SPANS.map((span) => ({ scope, span, period: periodOf(span, atMs) })),
  )
}

type Places = ReturnType<typeof placesOf>

const among = (places: Places) =>
  sql<boolean>`(scope, period) in (values ${sql.join(places.map(({ scope, period }) => sql`(${scope}, ${period})`))})`

async function open(trx: Transaction<Tables>, places: Places): Promise<void> {
  const rows = places.map(
    ({ scope, span, period }) =>
      sql`(${scope}, ${period}, (select usd_micros from cap where scope = ${scope} and span = ${span}))`,
  )
  await sql`insert into budget (scope, period, cap_usd_micros) values ${sql.join(rows)}
    on conflict do nothing`.execute(trx)
}

/**
 * One statement decides in all nine places at once; the table's check backs it. What was read before could be old.
 * @throws Fault `insufficient_quota` unless every cap has room.
 */
export async function hold(trx: Transaction<Tables>, bill: BillTable, usdMicros: number): Promise<void> {
  const places = placesOf(bill)
  await open(trx, places)
  crashPoint('C27')
  const took = await sql<Pick<BudgetTable, 'scope' | 'period'>>`update budget
    set held_usd_micros = held_usd_micros + ${usdMicros} where ${among(places)} and
      (cap_usd_micros is null or held_usd_micros + spent_usd_micros + ${usdMicros} <= cap_usd_micros)
    returning scope, period`.execute(trx)
  if (took.rows.length === places.length) return
  const full = places.filter(
    ({ scope, period }) => !took.rows.some((row) => row.scope === scope && row.period === period),
  )
  throw await refusal(trx, full, usdMicros)
}

/** Writes the truth, which an engine may have made larger than its hold: then it says how far a cap is exceeded. */
export async function reckon(
  trx: Transaction<Tables>,
  bill: BillTable,
  { held, spent }: { readonly held: number; readonly spent: number },
): Promise<void> {
  const places = placesOf(bill)
  await open(trx, places)
  const used = sql`held_usd_micros + spent_usd_micros + ${held + spent}`
  await sql`update budget set held_usd_micros = held_usd_micros + ${held},
    spent_usd_micros = spent_usd_micros + ${spent},
    overrun_usd_micros = case when ${used} > cap_usd_micros then ${used} - cap_usd_micros else 0 end
    where ${among(places)}`.execute(trx)
}

/** Of the caps without room, the one with the least says no. */
async function refusal(trx: Transaction<Tables>, full: Places, needed: number): Promise<Fault> {
  const rows = await trx.selectFrom('budget').selectAll().where(among(full)).execute()
  const [least] = rows.map(readBudget).toSorted((a, b) => (leftOf(a) ?? 0) - (leftOf(b) ?? 0))
  if (!least) throw new Error('A hold was refused by a budget that is not there.')
  return overBudget(least, needed)
}

// The casts trust what this room wrote itself.
export function readBudget(row: Omit<BudgetTable, 'overrun_usd_micros'>): Budget {
  return {
    scope: row.scope as BudgetScope,
    span: row.period.split(':')[0] as Span,
    period: row.period,
    capUsdMicros: row.cap_usd_micros,
    heldUsdMicros: row.held_usd_micros,
    spentUsdMicros: row.spent_usd_micros,
  }
}
