import { existsSync } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import type { BytesWrong } from '../spec/blobs.ts'
import type { Clock } from '../spec/time.ts'
import { isMissing } from './folder-blobs.ts'
import { isNamed, namedFiles, openToRead, wrongIn } from './stored-files.ts'
import type { NamedFile } from './stored-files.ts'

export interface Verified {
  readonly files: number
  readonly bytes: number
  /** Rows whose file is missing or another. */
  readonly wrong: readonly { readonly file: NamedFile; readonly code: BytesWrong['code'] }[]
  /** Files that no row names and that nobody is still writing; the next start removes whole folders of them. */
  readonly loose: readonly string[]
  /** What SQLite says of its own pages; empty when they are sound. */
  readonly database: readonly string[]
}

/** Younger ones may belong to something that is still going on. */
const STALE_MS = 3_600_000

/** Reads every stored file against its row, and every row against its file, also beside a server that runs. */
export async function verifyFolder(folder: string, now: Clock): Promise<Verified> {
  const path = join(folder, 'kinora.db')
  if (!existsSync(path)) throw new Error(`There is no Kinora database in ${folder}.`)
  const database = openToRead(path)
  try {
    const blobs = join(folder, 'blobs')
    const named = namedFiles(database)
    const wrong: { file: NamedFile; code: BytesWrong['code'] }[] = []
    let bytes = 0
    for (const file of named) {
      const code = await wrongIn(join(blobs, file.key), file)
      // Asked again: it may have been deleted since the rows were read.
      if (code !== undefined && isNamed(database, file.key)) wrong.push({ file, code })
      else bytes += file.bytes
    }
    const known = new Set(named.map(({ key }) => key))
    const loose: string[] = []
    for (const key of await keysBelow(blobs))
      if (!known.has(key) && (await isOld(join(blobs, key), now())) && !isNamed(database, key)) loose.push(key)
    return { files: named.length, bytes, wrong, loose, database: complaints(database) }
  } finally {
    database.close()
  }
}

function complaints(database: ReturnType<typeof openToRead>): string[] {
  const rows = database.prepare('pragma integrity_check(20)').all() as { integrity_check: string }[]
  const said = rows.map((row) => row.integrity_check).filter((line) => line !== 'ok')
  const orphans = database.prepare('pragma foreign_key_check').all().length
  return orphans === 0 ? said : [...said, `${orphans} rows name another row that is not there.`]
}

async function keysBelow(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true })
    const files = entries.filter((entry) => entry.isFile())
    return files.map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll(sep, '/')).toSorted()
  } catch (thrown) {
    if (isMissing(thrown)) return []
    throw thrown
  }
}

async function isOld(path: string, nowMs: number): Promise<boolean> {
  try {
    return nowMs - (await stat(path)).mtimeMs > STALE_MS
  } catch (thrown) {
    if (isMissing(thrown)) return false
    throw thrown
  }
}
