import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { Tables } from './tables.ts'

/** Saved people, and who attested to what about which photos. A consent outlives everything it names. */
export async function peopleAndConsents(db: Kysely<Tables>): Promise<void> {
  await sql`create table person (
    id text primary key, owner text not null, name text not null, name_key text not null,
    preferred_photo_id text not null, created_at_ms bigint not null)`.execute(db)
  await sql`create unique index person_name on person (owner, name_key)`.execute(db)
  await sql`create index person_page on person (owner, created_at_ms, id)`.execute(db)
  await sql`create table person_photo (
    id text primary key, person_id text not null references person (id) on delete cascade, key text not null unique,
    media_type text not null, width integer not null, height integer not null, bytes bigint not null,
    sha256 text not null, created_at_ms bigint not null)`.execute(db)
  await sql`create index person_photo_person on person_photo (person_id, created_at_ms, id)`.execute(db)
  await sql`create table consent (
    seq integer primary key autoincrement, id text not null unique, owner text not null, key_id text not null,
    attested_by text not null, person_id text, person_name text not null, version text not null,
    scope_json text not null, given_at_ms bigint not null, revoked_at_ms bigint)`.execute(db)
  await sql`create index consent_owner on consent (owner, seq)`.execute(db)
  await sql`create index consent_person on consent (person_id) where person_id is not null`.execute(db)
  await sql`create table consent_photo (
    sha256 text not null, consent_id text not null references consent (id) on delete cascade,
    primary key (sha256, consent_id))`.execute(db)
  await sql`create index consent_photo_consent on consent_photo (consent_id)`.execute(db)
  await sql`create index asset_photo on asset (sha256) where kind = 'reference'`.execute(db)
}
