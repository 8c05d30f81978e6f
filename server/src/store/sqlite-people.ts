import type { Kysely, Selectable } from 'kysely'
import type {
  KeptPerson,
  PeoplePage,
  PeopleStore,
  PersonChange,
  PersonPhoto,
  PhotoCopies,
} from '../spec/people-store.ts'
import type { Rows } from '../spec/store.ts'
import type { PersonPhotoTable, PersonTable } from './people-tables.ts'
import { within } from './within.ts'
import type { Tables } from './tables.ts'

/** People and their photos as two tables. */
export class SqlitePeople implements PeopleStore {
  readonly #db: Kysely<Tables>
  constructor(db: Kysely<Tables>) {
    this.#db = db
  }

  async insertPerson(rows: Rows, person: KeptPerson): Promise<boolean> {
    const { id, owner, name, nameKey, photos, preferredPhotoId, createdAtMs } = person
    const { trx } = within(rows)
    if (await isTaken(trx, owner, nameKey)) return false
    const row = { id, owner, name, name_key: nameKey, preferred_photo_id: preferredPhotoId, created_at_ms: createdAtMs }
    await trx.insertInto('person').values(row).execute()
    for (const photo of photos) await this.insertPhoto(rows, id, photo)
    return true
  }

  async personOf(owner: string, id: string): Promise<KeptPerson | undefined> {
    const query = this.#db.selectFrom('person').selectAll().where('id', '=', id).where('owner', '=', owner)
    const row = await query.executeTakeFirst()
    return row && (await this.#read([row]))[0]
  }

  async peopleOf(owner: string, { limit, order, after }: PeoplePage): Promise<readonly KeptPerson[]> {
    const beyond = order === 'asc' ? '>' : '<'
    const rows = await this.#db
      .selectFrom('person')
      .selectAll()
      .where('owner', '=', owner)
      .$if(after !== undefined, (query) =>
        query.where((eb) =>
          eb(eb.refTuple('created_at_ms', 'id'), beyond, eb.tuple(after?.createdAtMs ?? 0, after?.id ?? '')),
        ),
      )
      .orderBy('created_at_ms', order)
      .orderBy('id', order)
      .limit(limit)
      .execute()
    return this.#read(rows)
  }

  async namesOf(owner: string): Promise<readonly Pick<KeptPerson, 'id' | 'name'>[]> {
    return this.#db.selectFrom('person').select(['id', 'name']).where('owner', '=', owner).execute()
  }

  async updatePerson(rows: Rows, id: string, { name, preferredPhotoId }: PersonChange): Promise<boolean> {
    const { trx } = within(rows)
    if (name) {
      const row = await trx.selectFrom('person').select('owner').where('id', '=', id).executeTakeFirst()
      if (row && (await isTaken(trx, row.owner, name.nameKey, id))) return false
    }
    const change = {
      ...(name && { name: name.name, name_key: name.nameKey }),
      ...(preferredPhotoId !== undefined && { preferred_photo_id: preferredPhotoId }),
    }
    if (Object.keys(change).length > 0) await trx.updateTable('person').set(change).where('id', '=', id).execute()
    return true
  }

  async insertPhoto(rows: Rows, personId: string, photo: PersonPhoto): Promise<void> {
    const { mediaType, createdAtMs, ...rest } = photo
    const row = { ...rest, person_id: personId, media_type: mediaType, created_at_ms: createdAtMs }
    await within(rows).trx.insertInto('person_photo').values(row).execute()
  }

  async deletePhoto(rows: Rows, personId: string, photoId: string): Promise<void> {
    const query = within(rows).trx.deleteFrom('person_photo').where('id', '=', photoId)
    await query.where('person_id', '=', personId).execute()
  }

  async deletePerson(rows: Rows, owner: string, id: string): Promise<boolean> {
    const query = within(rows).trx.deleteFrom('person').where('id', '=', id).where('owner', '=', owner)
    return (await query.executeTakeFirst()).numDeletedRows > 0n
  }

  async copiesOf(rows: Rows, owner: string, photos: readonly string[]): Promise<PhotoCopies> {
    const { trx } = within(rows)
    const videos = await trx
      .selectFrom('asset')
      .innerJoin('job', 'job.id', 'asset.job_id')
      .select('job.id')
      .distinct()
      .where('job.owner', '=', owner)
      .where('asset.kind', '=', 'reference')
      .where('asset.sha256', 'in', photos)
      .execute()
    const files = await trx
      .selectFrom('kept_file')
      .select('id')
      .where('owner', '=', owner)
      .where('sha256', 'in', photos)
      .execute()
    const characters = await trx
      .selectFrom('kept_character')
      .select(['id', 'photo_json'])
      .where('owner', '=', owner)
      .execute()
    const shown = characters.filter(({ photo_json: json }) => photos.some((sha256) => json.includes(sha256)))
    return { videos: videos.map(idOf), files: files.map(idOf), characters: shown.map(idOf) }
  }

  /** Whether anyone has it: for the sweep, which asks for no owner. */
  async has(table: 'person' | 'person_photo', id: string): Promise<boolean> {
    return (await this.#db.selectFrom(table).select('id').where('id', '=', id).executeTakeFirst()) !== undefined
  }

  async #read(rows: readonly Selectable<PersonTable>[]): Promise<KeptPerson[]> {
    if (rows.length === 0) return []
    const photos = await this.#db
      .selectFrom('person_photo')
      .selectAll()
      .where('person_id', 'in', rows.map(idOf))
      .orderBy('created_at_ms')
      .orderBy('id')
      .execute()
    return rows.map(
      ({ name_key: nameKey, preferred_photo_id: preferredPhotoId, created_at_ms: createdAtMs, ...row }) => ({
        ...row,
        nameKey,
        preferredPhotoId,
        createdAtMs,
        photos: photos.filter(({ person_id: id }) => id === row.id).map(readPhoto),
      }),
    )
  }
}

const idOf = ({ id }: { readonly id: string }): string => id

async function isTaken(trx: Kysely<Tables>, owner: string, nameKey: string, by?: string): Promise<boolean> {
  const row = await trx
    .selectFrom('person')
    .select('id')
    .where('owner', '=', owner)
    .where('name_key', '=', nameKey)
    .executeTakeFirst()
  return row !== undefined && row.id !== by
}

function readPhoto(row: Selectable<PersonPhotoTable>): PersonPhoto {
  const { person_id: _, media_type: mediaType, created_at_ms: createdAtMs, ...rest } = row
  // The cast trusts what this room wrote itself.
  return { ...rest, mediaType: mediaType as PersonPhoto['mediaType'], createdAtMs }
}
