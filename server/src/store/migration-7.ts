import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { Tables } from './tables.ts'

/** Bills, the ledger, budgets and caps; and what the jobs that are there already held and spent. */
export async function money(db: Kysely<Tables>): Promise<void> {
  await sql`create table bill (
    job_id text primary key, owner text not null, key_id text not null, engine text not null, model text not null,
    day text not null, seconds integer not null, outcome text not null, charge text not null,
    estimate_usd_micros bigint not null, held_usd_micros bigint not null check (held_usd_micros >= 0),
    spent_usd_micros bigint not null check (spent_usd_micros >= 0), created_at_ms bigint not null,
    ended_at_ms bigint, decided_at_ms bigint, decided_by text)`.execute(db)
  await sql`create index bill_usage on bill (owner, day)`.execute(db)
  await sql`create index bill_waiting on bill (created_at_ms, job_id) where charge = 'unknown'`.execute(db)
  await sql`create index bill_decided on bill (created_at_ms, job_id) where decided_at_ms is not null`.execute(db)
  await sql`create table ledger (
    seq integer primary key autoincrement, at_ms bigint not null, job_id text not null, owner text not null,
    key_id text not null, engine text not null, kind text not null check (kind in ('hold', 'settle', 'release')),
    held_delta bigint not null, spent_delta bigint not null, actor text)`.execute(db)
  await sql`create index ledger_job on ledger (job_id, seq)`.execute(db)
  for (const change of ['update', 'delete'])
    await sql`create trigger ${sql.raw(`ledger_no_${change}`)} before ${sql.raw(change)} on ledger
      begin select raise(abort, 'The ledger is only ever added to.'); end`.execute(db)
  await sql`create table budget (
    scope text not null, period text not null, cap_usd_micros bigint,
    held_usd_micros bigint not null default 0 check (held_usd_micros >= 0),
    spent_usd_micros bigint not null default 0 check (spent_usd_micros >= 0),
    overrun_usd_micros bigint not null default 0 check (overrun_usd_micros >= 0), primary key (scope, period),
    check (cap_usd_micros is null or held_usd_micros + spent_usd_micros - overrun_usd_micros <= cap_usd_micros))`.execute(
    db,
  )
  await sql`create table cap (
    scope text not null, span text not null, usd_micros bigint not null check (usd_micros >= 0),
    primary key (scope, span))`.execute(db)
  await bookEarlierJobs(db)
}

async function bookEarlierJobs(db: Kysely<Tables>): Promise<void> {
  await sql`insert into bill
    select id, owner, key_id, engine, model, strftime('%Y-%m-%d', created_at_ms / 1000, 'unixepoch'),
      (order_json ->> '$.seconds') - case when order_json ->> '$.source.kind' = 'extend'
        then order_json ->> '$.source.seconds' else 0 end,
      case when state in ('completed', 'failed', 'cancelled') then state else 'open' end, charge, estimate_usd_micros,
      case when charge in ('held', 'unknown') then estimate_usd_micros else 0 end,
      case when charge = 'charged' then coalesce(final_usd_micros, 0) else 0 end,
      created_at_ms, ended_at_ms, null, null
    from job`.execute(db)
  await sql`insert into ledger (at_ms, job_id, owner, key_id, engine, kind, held_delta, spent_delta)
    select coalesce(ended_at_ms, created_at_ms), job_id, owner, key_id, engine,
      case when held_usd_micros > 0 then 'hold' else 'settle' end, held_usd_micros, spent_usd_micros
    from bill where held_usd_micros + spent_usd_micros > 0 order by created_at_ms, job_id`.execute(db)
  const three = sql`(select 1 as n union all select 2 union all select 3)`
  await sql`insert into budget (scope, period, held_usd_micros, spent_usd_micros)
    select case of.n when 1 then 'server' when 2 then 'owner:' || owner else 'key:' || key_id end,
      case span.n when 1 then 'day:' || day when 2 then 'month:' || substr(day, 1, 7) else 'total' end,
      sum(held_usd_micros), sum(spent_usd_micros)
    from bill cross join ${three} as of cross join ${three} as span
    where held_usd_micros + spent_usd_micros > 0 group by 1, 2`.execute(db)
}
