import { open } from 'node:fs/promises'
import { DatabaseSync } from 'node:sqlite'
import { BytesWrong } from '../spec/blobs.ts'
import { isMissing } from './folder-blobs.ts'
import { digestOf } from './known-bytes.ts'

/** A file that a row names. */
export interface NamedFile {
  /** Where it lies in `Blobs`. */
  readonly key: string
  readonly bytes: number
  /** Hex. */
  readonly sha256: string
  /** The id of the video, file, character or person it belongs to. */
  readonly object: string
}

/** Every row that names bytes. A new table of such rows belongs here, or backups go without its files. */
const NAMED = `
  select key, bytes, sha256, job_id as object from asset
  union all select key, bytes, sha256, id from kept_file
  union all select photo_json ->> '$.key', photo_json ->> '$.bytes', photo_json ->> '$.sha256', id from kept_character
  union all select key, bytes, sha256, person_id from person_photo`

/** Reads beside a server that runs. The caller closes it. @throws Error when there is no database. */
export function openToRead(path: string): DatabaseSync {
  return new DatabaseSync(path, { readOnly: true, timeout: 5_000 })
}

export function namedFiles(database: DatabaseSync): NamedFile[] {
  // The cast trusts the tables, whose columns are these types.
  return database.prepare(`${NAMED} order by key`).all() as unknown as NamedFile[]
}

export function isNamed(database: DatabaseSync, key: string): boolean {
  return database.prepare(`select 1 from (${NAMED}) where key = ?`).get(key) !== undefined
}

/** Reads the whole file. Undefined when it is what the row says. */
export async function wrongIn(
  path: string,
  { bytes, sha256 }: Pick<NamedFile, 'bytes' | 'sha256'>,
): Promise<BytesWrong['code'] | undefined> {
  try {
    await using file = await open(path, 'r')
    if ((await file.stat()).size !== bytes) return 'size'
    return (await digestOf(file)) === sha256 ? undefined : 'digest'
  } catch (thrown) {
    if (isMissing(thrown)) return 'missing'
    throw thrown
  }
}
