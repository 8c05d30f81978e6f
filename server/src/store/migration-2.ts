import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { Tables } from './tables.ts'

/** Clients' keys. Revoked ones stay, so that the list tells what once opened the door. */
export async function clientKeys(db: Kysely<Tables>): Promise<void> {
  await sql`create table client_key (
    id text primary key, sha256 text not null unique, name text not null, owner text not null, scopes_json text not null,
    profile text not null, default_model text, created_at_ms bigint not null, expires_at_ms bigint,
    revoked_at_ms bigint)`.execute(db)
}
