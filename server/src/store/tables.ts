import type { Generated } from 'kysely'

/** Columns SQLite and Postgres both keep: text ids, whole numbers, JSON as text, times in unix ms, money in micro-USD. */
export interface Tables {
  job: JobTable
  attempt: AttemptTable
  job_event: EventTable
  asset: AssetTable
  task: TaskTable
  migration: { version: number; at_ms: number }
}

export interface JobTable {
  id: string
  owner: string
  state: string
  attempt: number
  engine: string
  engine_model: string
  model: string
  order_json: string
  progress: number
  fault_json: string | null
  estimate_usd_micros: number
  final_usd_micros: number | null
  charge: string
  warnings_json: string
  created_at_ms: number
  started_at_ms: number | null
  ended_at_ms: number | null
}

export interface AttemptTable {
  job_id: string
  attempt: number
  engine: string
  key: string
  outcome: string
  handle_json: string | null
  error: string | null
  intent_at_ms: number
  settled_at_ms: number | null
}

export interface EventTable {
  job_id: string
  seq: number
  at_ms: number
  type: string
  attempt: number
  progress: number
}

export interface AssetTable {
  job_id: string
  kind: string
  position: number
  key: string
  bytes: number
  sha256: string
  media_type: string
  created_at_ms: number
}

/** The embedded queue. `claim` is null while the entry waits, else the token of whoever took it. */
export interface TaskTable {
  seq: Generated<number>
  queue: string
  ref: string
  run_at_ms: number
  claim: string | null
  tries: number
}
