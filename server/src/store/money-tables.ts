import type { Generated } from 'kysely'

export interface MoneyTables {
  bill: BillTable
  ledger: LedgerTable
  budget: BudgetTable
  cap: CapTable
}

/** One row a job, free ones too, for good: it has no foreign key and nothing of the order but its length. */
export interface BillTable {
  job_id: string
  owner: string
  key_id: string
  engine: string
  model: string
  /** `YYYY-MM-DD` of the creation, UTC. */
  day: string
  seconds: number
  outcome: string
  charge: string
  estimate_usd_micros: number
  held_usd_micros: number
  spent_usd_micros: number
  created_at_ms: number
  ended_at_ms: number | null
  decided_at_ms: number | null
  decided_by: string | null
}

export interface LedgerTable {
  seq: Generated<number>
  at_ms: number
  job_id: string
  owner: string
  key_id: string
  engine: string
  kind: string
  held_delta: number
  spent_delta: number
  actor: string | null
}

/** `cap_usd_micros` is a copy of `cap`, so that the row's own check can hold it. `overrun`: how far it is exceeded. */
export interface BudgetTable {
  scope: string
  period: string
  cap_usd_micros: number | null
  held_usd_micros: number
  spent_usd_micros: number
  overrun_usd_micros: number
}

export interface CapTable {
  scope: string
  span: string
  usd_micros: number
}
