import type { Kysely, Selectable } from 'kysely'
import type { Reference } from '../spec/order.ts'
import type { KeptCharacter, KeptFile, Shelf, ShelfPage } from '../spec/shelf.ts'
import { pastCursor } from './past-cursor.ts'
import type { FileTable, Tables } from './tables.ts'

/** Each statement is a transaction of its own, and there is never more than one row to keep together. */
export class SqliteShelf implements Shelf {
  readonly #db: Kysely<Tables>
  constructor(db: Kysely<Tables>) {
    this.#db = db
  }

  async insertFile(file: KeptFile): Promise<void> {
    const { mediaType, createdAtMs, ...rest } = file
    await this.#db
      .insertInto('kept_file')
      .values({ ...rest, media_type: mediaType, created_at_ms: createdAtMs })
      .execute()
  }

  async fileOf(owner: string, id: string): Promise<KeptFile | undefined> {
    const query = this.#db.selectFrom('kept_file').selectAll().where('id', '=', id).where('owner', '=', owner)
    const row = await query.executeTakeFirst()
    return row && readFile(row)
  }

  async filesOf(owner: string, page: ShelfPage): Promise<readonly KeptFile[]> {
    const { limit, order, purpose } = page
    const rows = await this.#db
      .selectFrom('kept_file')
      .selectAll()
      .where('owner', '=', owner)
      .$if(purpose !== undefined, (query) => query.where('purpose', '=', purpose ?? ''))
      .where(pastCursor(page))
      .orderBy('created_at_ms', order)
      .orderBy('id', order)
      .limit(limit)
      .execute()
    return rows.map(readFile)
  }

  async deleteFile(owner: string, id: string): Promise<boolean> {
    const query = this.#db.deleteFrom('kept_file').where('id', '=', id).where('owner', '=', owner)
    return (await query.executeTakeFirst()).numDeletedRows > 0n
  }

  async insertCharacter({ photo, createdAtMs, ...rest }: KeptCharacter): Promise<void> {
    await this.#db
      .insertInto('kept_character')
      .values({ ...rest, photo_json: JSON.stringify(photo), created_at_ms: createdAtMs })
      .execute()
  }

  async characterOf(owner: string, id: string): Promise<KeptCharacter | undefined> {
    const query = this.#db.selectFrom('kept_character').selectAll().where('id', '=', id).where('owner', '=', owner)
    const row = await query.executeTakeFirst()
    if (!row) return undefined
    const { photo_json: photo, created_at_ms: createdAtMs, ...rest } = row
    return { ...rest, createdAtMs, photo: JSON.parse(photo) as Reference } // only `insertCharacter` writes it
  }

  async deleteCharacter(owner: string, id: string): Promise<boolean> {
    const query = this.#db.deleteFrom('kept_character').where('id', '=', id).where('owner', '=', owner)
    return (await query.executeTakeFirst()).numDeletedRows > 0n
  }

  /** Whether anyone has it: for the sweep, which asks for no owner. */
  async has(table: 'kept_file' | 'kept_character', id: string): Promise<boolean> {
    return (await this.#db.selectFrom(table).select('id').where('id', '=', id).executeTakeFirst()) !== undefined
  }
}

function readFile(row: Selectable<FileTable>): KeptFile {
  const { media_type: mediaType, created_at_ms: createdAtMs, purpose, ...rest } = row
  // The cast trusts what this room wrote itself.
  return { ...rest, mediaType, createdAtMs, purpose: purpose as KeptFile['purpose'] }
}
