import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { Tables } from './tables.ts'

/** Which key asked for a job. Earlier ones count as the operator's own: nobody wrote down whose they were. */
export async function keysOfJobs(db: Kysely<Tables>): Promise<void> {
  await sql`alter table job add column key_id text not null default 'operator'`.execute(db)
}
