import { leftOf } from '../spec/money.ts'
import type { Bill, Budget, LedgerEntry } from '../spec/money.ts'

const seconds = (ms: number | null): number | null => (ms === null ? null : Math.floor(ms / 1000))

/** A budget on the wire. Money is whole micro-USD. */
export function toBudget(budget: Budget) {
  return {
    object: 'budget',
    scope: budget.scope,
    span: budget.span,
    period: budget.period,
    cap_usd_micros: budget.capUsdMicros,
    held_usd_micros: budget.heldUsdMicros,
    spent_usd_micros: budget.spentUsdMicros,
    left_usd_micros: leftOf(budget),
  } as const
}

export function toEntry(entry: LedgerEntry) {
  return {
    id: `entry_${entry.seq}`,
    object: 'ledger.entry',
    created_at: seconds(entry.atMs),
    video_id: entry.jobId,
    owner: entry.owner,
    key_id: entry.keyId,
    engine: entry.engine,
    kind: entry.kind,
    held_usd_micros: entry.heldDeltaUsdMicros,
    spent_usd_micros: entry.spentDeltaUsdMicros,
    decided_by: entry.actor,
  } as const
}

/** A charge has the id of its video, which may be deleted. */
export function toCharge(bill: Bill) {
  return {
    id: bill.jobId,
    object: 'charge',
    owner: bill.owner,
    key_id: bill.keyId,
    engine: bill.engine,
    model: bill.model,
    outcome: bill.outcome,
    charge: bill.charge,
    estimate_usd_micros: bill.estimateUsdMicros,
    held_usd_micros: bill.heldUsdMicros,
    spent_usd_micros: bill.spentUsdMicros,
    created_at: seconds(bill.createdAtMs),
    ended_at: seconds(bill.endedAtMs),
    decided_at: seconds(bill.decidedAtMs),
    decided_by: bill.decidedBy,
  } as const
}
