import type { Kysely, Selectable } from 'kysely'
import type { Actor } from '../spec/audit.ts'
import type { ClientKey, KeyStore } from '../spec/keys.ts'
import type { Clock } from '../spec/time.ts'
import { writeDeed } from './audit-table.ts'
import type { KeyTableRow, Tables } from './tables.ts'

/** Asked at every request, so that a key ends at once whichever process ended it. */
export class KeyTable implements KeyStore {
  readonly #db: Kysely<Tables>
  readonly #now: Clock
  constructor(db: Kysely<Tables>, now: Clock) {
    this.#db = db
    this.#now = now
  }

  async insert(key: ClientKey, sha256: string, by: Actor = 'system'): Promise<void> {
    await this.#db.transaction().execute(async (trx) => {
      await trx
        .insertInto('client_key')
        .values({
          id: key.id,
          sha256,
          name: key.name,
          owner: key.owner,
          scopes_json: JSON.stringify(key.scopes),
          profile: key.profile,
          default_model: key.defaultModel,
          created_at_ms: key.createdAtMs,
          expires_at_ms: key.expiresAtMs,
          revoked_at_ms: key.revokedAtMs,
        })
        .execute()
      const details = { scopes: key.scopes.join(','), expiresAtMs: key.expiresAtMs }
      await writeDeed(trx, this.#now(), { actor: by, owner: key.owner, action: 'key.made', object: key.id, details })
    })
  }

  async find(sha256: string): Promise<{ key: ClientKey; sha256: string } | undefined> {
    const row = await this.#db.selectFrom('client_key').selectAll().where('sha256', '=', sha256).executeTakeFirst()
    return row && { key: readKey(row), sha256: row.sha256 }
  }

  async all(): Promise<readonly ClientKey[]> {
    const rows = this.#db.selectFrom('client_key').selectAll().orderBy('created_at_ms').orderBy('id')
    return (await rows.execute()).map(readKey)
  }

  async revoke(id: string, atMs: number, by: Actor = 'system'): Promise<ClientKey | undefined> {
    return this.#db.transaction().execute(async (trx) => {
      const ended = await trx
        .updateTable('client_key')
        .set({ revoked_at_ms: atMs })
        .where('id', '=', id)
        .where('revoked_at_ms', 'is', null)
        .executeTakeFirst()
      const row = await trx.selectFrom('client_key').selectAll().where('id', '=', id).executeTakeFirst()
      if (row && ended.numUpdatedRows > 0n)
        await writeDeed(trx, this.#now(), { actor: by, owner: row.owner, action: 'key.revoked', object: id })
      return row && readKey(row)
    })
  }
}

// The casts trust what this room wrote itself.
function readKey(row: Selectable<KeyTableRow>): ClientKey {
  return {
    id: row.id,
    name: row.name,
    owner: row.owner,
    scopes: JSON.parse(row.scopes_json) as ClientKey['scopes'],
    profile: row.profile as ClientKey['profile'],
    defaultModel: row.default_model,
    createdAtMs: row.created_at_ms,
    expiresAtMs: row.expires_at_ms,
    revokedAtMs: row.revoked_at_ms,
  }
}
