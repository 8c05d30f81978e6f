import type { Transaction } from 'kysely'
import { hasEnded } from '../spec/job.ts'
import type { Job } from '../spec/job.ts'
import { newSeconds } from '../spec/order.ts'
import { writeDeed } from './audit-table.ts'
import { hold, reckon } from './budgets.ts'
import type { BillTable } from './money-tables.ts'
import type { Tables } from './tables.ts'

type Money = Pick<BillTable, 'charge' | 'held_usd_micros' | 'spent_usd_micros'>

/** What a job's own columns say that it holds and spent: the one rule from which all books follow. */
function moneyOf({ charge, estimateUsdMicros, finalUsdMicros }: Job): Money {
  return {
    charge,
    held_usd_micros: charge === 'held' || charge === 'unknown' ? estimateUsdMicros : 0,
    spent_usd_micros: charge === 'charged' ? (finalUsdMicros ?? 0) : 0,
  }
}

/** @throws Fault `insufficient_quota`; the caller's transaction then has to go. */
export async function openBill(trx: Transaction<Tables>, job: Job, atMs: number): Promise<void> {
  const bill: BillTable = {
    job_id: job.id,
    owner: job.owner,
    key_id: job.keyId,
    engine: job.engine,
    model: job.model,
    day: new Date(job.createdAtMs).toISOString().slice(0, 10),
    seconds: newSeconds(job.order),
    outcome: 'open',
    estimate_usd_micros: job.estimateUsdMicros,
    ...moneyOf(job),
    created_at_ms: job.createdAtMs,
    ended_at_ms: null,
    decided_at_ms: null,
    decided_by: null,
  }
  await trx.insertInto('bill').values(bill).execute()
  if (bill.held_usd_micros === 0) return
  await hold(trx, bill, bill.held_usd_micros)
  await enter(trx, bill, { held: bill.held_usd_micros, spent: 0, atMs, actor: null })
}

/** After a move: the bill says what the job says, and the difference goes into the ledger and the budgets. */
export async function turnBill(trx: Transaction<Tables>, job: Job, atMs: number): Promise<void> {
  if (hasEnded(job) && job.charge === 'held') throw new Error('A job that ends says what became of its money.')
  const before = await trx.selectFrom('bill').selectAll().where('job_id', '=', job.id).executeTakeFirstOrThrow()
  const after = { ...moneyOf(job), ...(hasEnded(job) && { outcome: job.state, ended_at_ms: job.endedAtMs }) }
  await write(trx, before, after, { atMs, actor: null })
}

interface Decision {
  readonly jobId: string
  readonly costUsdMicros: number
  readonly actor: string
  readonly atMs: number
}

/** The states of an ended job never change; only its money does, and only from `unknown`. */
export async function settleBill(
  trx: Transaction<Tables>,
  { jobId, costUsdMicros, actor, atMs }: Decision,
): Promise<boolean> {
  if (!Number.isSafeInteger(costUsdMicros) || costUsdMicros < 0) throw new RangeError('A cost is whole micro-USD.')
  const open = trx.selectFrom('bill').selectAll().where('job_id', '=', jobId).where('charge', '=', 'unknown')
  const before = await open.executeTakeFirst()
  if (!before) return false
  const charge = costUsdMicros > 0 ? 'charged' : 'none'
  const money = { charge, held_usd_micros: 0, spent_usd_micros: costUsdMicros }
  await write(trx, before, { ...money, decided_at_ms: atMs, decided_by: actor }, { atMs, actor })
  await trx
    .updateTable('job')
    .set({ charge, final_usd_micros: costUsdMicros })
    .where('id', '=', jobId)
    .where('charge', '=', 'unknown')
    .execute()
  const details = { engine: before.engine, charge, finalUsdMicros: costUsdMicros }
  await writeDeed(trx, atMs, { actor, owner: before.owner, action: 'charge.decided', object: jobId, details })
  return true
}

async function write(
  trx: Transaction<Tables>,
  before: BillTable,
  after: Money & Partial<BillTable>,
  by: { readonly atMs: number; readonly actor: string | null },
): Promise<void> {
  const held = after.held_usd_micros - before.held_usd_micros
  const spent = after.spent_usd_micros - before.spent_usd_micros
  const turned = after.outcome !== undefined || after.charge !== before.charge
  if (turned) await trx.updateTable('bill').set(after).where('job_id', '=', before.job_id).execute()
  if (held === 0 && spent === 0) return
  await reckon(trx, before, { held, spent })
  await enter(trx, before, { held, spent, ...by })
}

interface Delta {
  readonly held: number
  readonly spent: number
  readonly atMs: number
  readonly actor: string | null
}

async function enter(trx: Transaction<Tables>, bill: BillTable, { held, spent, atMs, actor }: Delta): Promise<void> {
  const { job_id, owner, key_id, engine } = bill
  const kind = spent === 0 ? (held > 0 ? 'hold' : 'release') : 'settle'
  const entry = { at_ms: atMs, job_id, owner, key_id, engine, kind, held_delta: held, spent_delta: spent, actor }
  await trx.insertInto('ledger').values(entry).execute()
}
