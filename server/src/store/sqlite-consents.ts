import type { Kysely, Selectable } from 'kysely'
import type { ConsentLog, ConsentPage, ConsentRecord } from '../spec/consent.ts'
import type { Rows } from '../spec/store.ts'
import type { ConsentTable } from './people-tables.ts'
import { within } from './within.ts'
import type { Tables } from './tables.ts'

/** Consents and the digests they are about. Rows are added and revoked, never removed. */
export class SqliteConsents implements ConsentLog {
  readonly #db: Kysely<Tables>
  constructor(db: Kysely<Tables>) {
    this.#db = db
  }

  async insert(rows: Rows, record: ConsentRecord): Promise<void> {
    const { trx } = within(rows)
    const row = {
      id: record.id,
      owner: record.owner,
      key_id: record.keyId,
      attested_by: record.attestedBy,
      person_id: record.personId,
      person_name: record.personName,
      version: record.version,
      scope_json: JSON.stringify(record.scope),
      given_at_ms: record.givenAtMs,
      revoked_at_ms: record.revokedAtMs,
    }
    await trx.insertInto('consent').values(row).execute()
    await addPhotos(trx, record.id, record.photos)
  }

  async about(rows: Rows, owner: string, photos: readonly string[]): Promise<readonly ConsentRecord[]> {
    const { trx } = within(rows)
    const found = await trx
      .selectFrom('consent')
      .selectAll()
      .where('owner', '=', owner)
      .where('id', 'in', (eb) => eb.selectFrom('consent_photo').select('consent_id').where('sha256', 'in', photos))
      .orderBy('seq')
      .execute()
    return read(trx, found)
  }

  async revoke(rows: Rows, id: string, atMs: number, photos: readonly string[]): Promise<void> {
    const { trx } = within(rows)
    const query = trx.updateTable('consent').set({ revoked_at_ms: atMs }).where('id', '=', id)
    await query.where('revoked_at_ms', 'is', null).execute()
    await addPhotos(trx, id, photos)
  }

  async forgetName(rows: Rows, personId: string): Promise<void> {
    const query = within(rows).trx.updateTable('consent').set({ person_name: '' })
    await query.where('person_id', '=', personId).execute()
  }

  async consentOf(owner: string, id: string): Promise<ConsentRecord | undefined> {
    const query = this.#db.selectFrom('consent').selectAll().where('id', '=', id).where('owner', '=', owner)
    return (await read(this.#db, await query.execute()))[0]
  }

  async consentsOf(owner: string, { limit, after, personId }: ConsentPage): Promise<readonly ConsentRecord[]> {
    const found = await this.#db
      .selectFrom('consent')
      .selectAll()
      .where('owner', '=', owner)
      .$if(personId !== undefined, (query) => query.where('person_id', '=', personId ?? ''))
      .$if(after !== undefined, (query) =>
        query.where('seq', '<', (eb) =>
          eb
            .selectFrom('consent')
            .select('seq')
            .where('id', '=', after ?? ''),
        ),
      )
      .orderBy('seq', 'desc')
      .limit(limit)
      .execute()
    return read(this.#db, found)
  }
}

async function addPhotos(db: Kysely<Tables>, id: string, photos: readonly string[]): Promise<void> {
  const rows = [...new Set(photos)].map((sha256) => ({ sha256, consent_id: id }))
  if (rows.length === 0) return
  await db
    .insertInto('consent_photo')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

async function read(db: Kysely<Tables>, rows: readonly Selectable<ConsentTable>[]): Promise<ConsentRecord[]> {
  if (rows.length === 0) return []
  const ids = rows.map(({ id }) => id)
  const query = db.selectFrom('consent_photo').selectAll().where('consent_id', 'in', ids)
  const photos = await query.orderBy('sha256').execute()
  return rows.map((row) => ({
    id: row.id,
    owner: row.owner,
    keyId: row.key_id,
    attestedBy: row.attested_by,
    personId: row.person_id,
    personName: row.person_name,
    version: row.version,
    scope: JSON.parse(row.scope_json) as ConsentRecord['scope'], // only `insert` writes it
    photos: photos.filter(({ consent_id: id }) => id === row.id).map(({ sha256 }) => sha256),
    givenAtMs: row.given_at_ms,
    revokedAtMs: row.revoked_at_ms,
  }))
}
