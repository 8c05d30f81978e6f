import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { Tables } from './tables.ts'

/** Answers given to requests, and which job came from which. No foreign keys: both outlive what they name. */
export async function requestsAndLineage(db: Kysely<Tables>): Promise<void> {
  await sql`create table request (
    seq integer primary key autoincrement, owner text not null, idempotency_key text, digest text not null,
    retries integer not null, job_id text not null, answer_json text not null, at_ms bigint not null)`.execute(db)
  await sql`create unique index request_key on request (owner, idempotency_key)`.execute(db)
  await sql`create index request_digest on request (owner, digest) where idempotency_key is null`.execute(db)
  await sql`create index request_job on request (job_id)`.execute(db)
  await sql`create index request_age on request (at_ms)`.execute(db)
  await sql`alter table job add column remixed_from text`.execute(db)
  await sql`alter table job add column retry_of text`.execute(db)
}
