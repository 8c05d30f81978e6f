import type { Generated } from 'kysely'
import type { MoneyTables } from './money-tables.ts'
import type { PeopleTables } from './people-tables.ts'
import type { WebhookTables } from './webhook-tables.ts'

/** Columns SQLite and Postgres both keep: text ids, whole numbers, JSON as text, times in unix ms, money in micro-USD. */
export interface Tables extends PeopleTables, WebhookTables, MoneyTables {
  job: JobTable
  attempt: AttemptTable
  job_event: EventTable
  asset: AssetTable
  task: TaskTable
  client_key: KeyTableRow
  request: RequestTable
  kept_file: FileTable
  kept_character: CharacterTable
  audit: AuditTable
  uptime: { ms: number }
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
  expires_at_ms: number | null
  remixed_from: string | null
  retry_of: string | null
  key_id: string
  priority: string
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

/** A key by its digest. */
export interface KeyTableRow {
  id: string
  sha256: string
  name: string
  owner: string
  scopes_json: string
  profile: string
  default_model: string | null
  created_at_ms: number
  expires_at_ms: number | null
  revoked_at_ms: number | null
}

export interface FileTable {
  id: string
  owner: string
  purpose: string
  name: string
  key: string
  media_type: string
  bytes: number
  sha256: string
  width: number | null
  height: number | null
  created_at_ms: number
}

export interface CharacterTable {
  id: string
  owner: string
  name: string
  photo_json: string
  created_at_ms: number
}

/**
 * The embedded queue, by uptime. `claim` is null while the entry waits, else the token of whoever took it; `run_at_ms` 0
 * marks what was freed from a dead process.
 */
export interface TaskTable {
  seq: Generated<number>
  queue: string
  ref: string
  run_at_ms: number
  claim: string | null
  tries: number
  lane: string
  priority: number
  since_ms: number
}

/** Answers given, for repeats. `retries`: the highest silent repeat that was answered with it. */
export interface RequestTable {
  seq: Generated<number>
  owner: string
  idempotency_key: string | null
  digest: string
  retries: number
  job_id: string
  answer_json: string
  at_ms: number
}

/** Only ever added to: triggers refuse everything else. */
export interface AuditTable {
  seq: Generated<number>
  at_ms: number
  actor: string
  owner: string | null
  action: string
  object: string
  details_json: string
}
