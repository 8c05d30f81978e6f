import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import { crashPoint } from '../spec/crash-point.ts'
import type { Clock } from '../spec/time.ts'
import { clientKeys } from './migration-2.ts'
import { requestsAndLineage } from './migration-3.ts'
import { filesAndCharacters } from './migration-4.ts'
import { eventsAndWebhooks } from './migration-5.ts'
import { keysOfJobs } from './migration-6.ts'
import { money } from './migration-7.ts'
import { lanesAndUptime } from './migration-8.ts'
import { auditLog } from './migration-9.ts'
import { peopleAndConsents } from './migration-10.ts'
import type { Tables } from './tables.ts'

type Migration = (db: Kysely<Tables>) => Promise<void>

/** By version, ascending; a gap is a version still to come. Never edit one that was released: add the next. */
const MIGRATIONS: readonly (readonly [version: number, up: Migration])[] = [
  [1, first],
  [2, clientKeys],
  [3, requestsAndLineage],
  [4, filesAndCharacters],
  [5, eventsAndWebhooks],
  [6, keysOfJobs],
  [7, money],
  [8, lanesAndUptime],
  [9, auditLog],
  [10, peopleAndConsents],
]

/** Brings the schema to this code's version, in one transaction, so that a killed run leaves the old one whole. */
export async function migrate(db: Kysely<Tables>, now: Clock): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await sql`create table if not exists migration (version integer primary key, at_ms bigint not null)`.execute(trx)
    const rows = await trx.selectFrom('migration').select('version').execute()
    const done = new Set(rows.map(({ version }) => version))
    const [newest, known] = [Math.max(0, ...done), MIGRATIONS.at(-1)?.[0] ?? 0]
    if (newest > known) {
      throw new Error(
        `This data folder was written by a newer Kinora (schema ${newest}, this one knows ${known}): ` +
          'start that version, or restore an older backup.',
      )
    }
    for (const [version, up] of MIGRATIONS) {
      if (done.has(version)) continue
      await up(trx)
      crashPoint('C29')
      await trx.insertInto('migration').values({ version, at_ms: now() }).execute()
    }
  })
}

/** For a second process beside a server. @throws Error when the schema is not this code's. */
export async function checkMigrated(db: Kysely<Tables>): Promise<void> {
  const rows = await db.selectFrom('migration').select('version').execute()
  const done = rows.map(({ version }) => version).toSorted((a, b) => a - b)
  if (done.join() === MIGRATIONS.map(([version]) => version).join()) return
  throw new Error('The server that runs is of another version than this command. Restart it, then try again.')
}

async function first(db: Kysely<Tables>): Promise<void> {
  await sql`create table job (
    id text primary key, owner text not null, state text not null, attempt integer not null,
    engine text not null, engine_model text not null, model text not null, order_json text not null,
    progress integer not null check (progress between 0 and 100), fault_json text,
    estimate_usd_micros bigint not null, final_usd_micros bigint, charge text not null, warnings_json text not null,
    created_at_ms bigint not null, started_at_ms bigint, ended_at_ms bigint)`.execute(db)
  await sql`create index job_page on job (owner, created_at_ms, id)`.execute(db)
  await sql`create table attempt (
    job_id text not null references job (id) on delete cascade, attempt integer not null, engine text not null,
    key text not null unique, outcome text not null, handle_json text, error text,
    intent_at_ms bigint not null, settled_at_ms bigint, primary key (job_id, attempt))`.execute(db)
  await sql`create table job_event (
    job_id text not null references job (id) on delete cascade, seq integer not null, at_ms bigint not null,
    type text not null, attempt integer not null, progress integer not null, primary key (job_id, seq))`.execute(db)
  await sql`create table asset (
    job_id text not null references job (id) on delete cascade, kind text not null, position integer not null,
    key text not null unique, bytes bigint not null, sha256 text not null, media_type text not null,
    created_at_ms bigint not null, primary key (job_id, kind, position))`.execute(db)
  await sql`create table task (
    seq integer primary key autoincrement, queue text not null, ref text not null, run_at_ms bigint not null,
    claim text, tries integer not null, unique (queue, ref))`.execute(db)
  await sql`create index task_due on task (queue, run_at_ms, seq) where claim is null`.execute(db)
  await sql`create index task_taken on task (queue) where claim is not null`.execute(db)
  await sql`create index task_ref on task (ref)`.execute(db)
}
