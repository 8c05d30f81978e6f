import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { Tables } from './tables.ts'

/** Lanes and priorities in the queue, whose times now pass by the uptime instead of by the wall. */
export async function lanesAndUptime(db: Kysely<Tables>): Promise<void> {
  await sql`create table uptime (ms bigint not null)`.execute(db)
  await sql`insert into uptime (ms) values (1)`.execute(db)
  await sql`alter table job add column priority text not null default 'normal'`.execute(db)
  await sql`alter table task add column lane text not null default ''`.execute(db)
  await sql`alter table task add column priority integer not null default 0`.execute(db)
  await sql`alter table task add column since_ms bigint not null default 1`.execute(db)
  await sql`update task set run_at_ms = 1, lane = coalesce((select key_id from job where job.id = task.ref), '')`.execute(
    db,
  )
  await sql`drop index task_due`.execute(db)
  await sql`drop index task_taken`.execute(db)
  await sql`create index task_due on task (queue, priority, lane, run_at_ms, seq) where claim is null`.execute(db)
  await sql`create index task_freed on task (queue, seq) where claim is null and run_at_ms = 0`.execute(db)
  await sql`create index task_age on task (queue, since_ms) where claim is null`.execute(db)
  await sql`create index task_taken on task (queue, lane) where claim is not null`.execute(db)
}
