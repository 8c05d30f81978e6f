import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { Tables } from './tables.ts'

/** Files and characters. */
export async function filesAndCharacters(db: Kysely<Tables>): Promise<void> {
  await sql`create table kept_file (
    id text primary key, owner text not null, purpose text not null, name text not null, key text not null unique,
    media_type text not null, bytes bigint not null, sha256 text not null, width integer, height integer,
    created_at_ms bigint not null)`.execute(db)
  await sql`create index kept_file_page on kept_file (owner, created_at_ms, id)`.execute(db)
  await sql`create table kept_character (
    id text primary key, owner text not null, name text not null, photo_json text not null,
    created_at_ms bigint not null)`.execute(db)
}
