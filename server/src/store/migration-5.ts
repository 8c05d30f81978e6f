import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { Tables } from './tables.ts'

/** Events in one order, endpoints, and the outbox with its log. */
export async function eventsAndWebhooks(db: Kysely<Tables>): Promise<void> {
  await sql`create table event_feed (
    position integer primary key autoincrement, owner text not null,
    job_id text not null references job (id) on delete cascade, seq integer not null)`.execute(db)
  await sql`create index event_feed_owner on event_feed (owner, position)`.execute(db)
  await sql`create index event_feed_job on event_feed (job_id, position)`.execute(db)
  await sql`insert into event_feed (owner, job_id, seq)
    select job.owner, job_event.job_id, job_event.seq from job_event join job on job.id = job_event.job_id
    order by job_event.at_ms, job_event.job_id, job_event.seq`.execute(db)
  await sql`create table webhook_endpoint (
    id text primary key, owner text not null, name text not null, url text not null, event_types_json text not null,
    secrets_json text not null, created_at_ms bigint not null, updated_at_ms bigint not null,
    failing_since_ms bigint, disabled_at_ms bigint, disabled_reason text)`.execute(db)
  await sql`create index webhook_endpoint_owner on webhook_endpoint (owner, created_at_ms)`.execute(db)
  await sql`create table webhook_delivery (
    seq integer primary key autoincrement, id text not null unique,
    endpoint_id text not null references webhook_endpoint (id) on delete cascade,
    event_id text not null, type text not null, video_id text not null, body text not null, state text not null,
    tries integer not null, next_at_ms bigint, created_at_ms bigint not null)`.execute(db)
  await sql`create index webhook_delivery_endpoint on webhook_delivery (endpoint_id, seq)`.execute(db)
  await sql`create index webhook_delivery_due on webhook_delivery (next_at_ms) where state = 'pending'`.execute(db)
  await sql`create index webhook_delivery_age on webhook_delivery (created_at_ms)`.execute(db)
  await sql`create table webhook_try (
    seq integer primary key autoincrement,
    delivery_id text not null references webhook_delivery (id) on delete cascade,
    at_ms bigint not null, took_ms bigint not null, status_code integer, error text)`.execute(db)
  await sql`create index webhook_try_delivery on webhook_try (delivery_id, seq)`.execute(db)
}
