import type { Kysely, Selectable } from 'kysely'
import type { AuditEntry, AuditLog, AuditPage, AuditRecord } from '../spec/audit.ts'
import { hasEnded } from '../spec/job.ts'
import type { Job } from '../spec/job.ts'
import type { Clock } from '../spec/time.ts'
import type { AuditTable, Tables } from './tables.ts'

export class SqliteAudit implements AuditLog {
  readonly #db: Kysely<Tables>
  readonly #now: Clock
  constructor(db: Kysely<Tables>, now: Clock) {
    this.#db = db
    this.#now = now
  }

  append(entry: AuditEntry): Promise<void> {
    return writeDeed(this.#db, this.#now(), entry)
  }

  async page({ limit, order, after, object }: AuditPage): Promise<readonly AuditRecord[]> {
    const rows = this.#db
      .selectFrom('audit')
      .selectAll()
      .$if(object !== undefined, (query) => query.where('object', '=', object ?? ''))
      .$if(after !== undefined, (query) => query.where('seq', order === 'asc' ? '>' : '<', after ?? 0))
    return (await rows.orderBy('seq', order).limit(limit).execute()).map(readRecord)
  }
}

/** Writes within whatever transaction `db` is, so that a deed and its record are one. */
export async function writeDeed(db: Kysely<Tables>, atMs: number, entry: AuditEntry): Promise<void> {
  const { details = {}, ...rest } = entry
  await db
    .insertInto('audit')
    .values({ ...rest, at_ms: atMs, details_json: JSON.stringify(details) })
    .execute()
}

/** What a job's arrival or end is remembered as; undefined on the way between. */
export function deedOf(job: Job, actor: string): AuditEntry | undefined {
  const { id: object, owner, state, engine, attempt, charge, finalUsdMicros } = job
  if (state === 'queued') {
    const details = { engine, model: job.model, estimateUsdMicros: job.estimateUsdMicros }
    return { actor: job.keyId, owner, action: 'job.accepted', object, details }
  }
  if (!hasEnded(job)) return undefined
  const details = { engine, attempt, charge, finalUsdMicros, ...(job.fault && { code: job.fault.code }) }
  return { actor, owner, action: `job.${state}`, object, details }
}

function readRecord(row: Selectable<AuditTable>): AuditRecord {
  return {
    seq: row.seq,
    atMs: row.at_ms,
    actor: row.actor,
    owner: row.owner,
    // The casts trust what this room wrote itself.
    action: row.action as AuditRecord['action'],
    object: row.object,
    details: JSON.parse(row.details_json) as AuditRecord['details'],
  }
}
