import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { Tables } from './tables.ts'

/** Deeds, kept for good: two triggers hold that against this server's own code too. And when jobs are to be removed. */
export async function auditLog(db: Kysely<Tables>): Promise<void> {
  await sql`create table audit (
    seq integer primary key autoincrement, at_ms bigint not null, actor text not null, owner text, action text not null,
    object text not null, details_json text not null)`.execute(db)
  await sql`create index audit_object on audit (object, seq)`.execute(db)
  await sql`alter table job add column expires_at_ms bigint`.execute(db)
  await sql`create index job_expires on job (expires_at_ms) where expires_at_ms is not null`.execute(db)
  for (const deed of ['update', 'delete'])
    await sql
      .raw(
        `create trigger audit_no_${deed} before ${deed} on audit begin select raise(abort, 'The audit log is only ever added to.'); end`,
      )
      .execute(db)
}
