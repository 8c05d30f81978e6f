import { join } from 'node:path'
import { Kysely, SqliteDialect } from 'kysely'
import type { KeyStore } from '../spec/keys.ts'
import type { Clock } from '../spec/time.ts'
import { makeFolder } from './durable-folder.ts'
import { lockFolder } from './instance-lock.ts'
import type { InstanceLock } from './instance-lock.ts'
import { KeyTable } from './key-table.ts'
import { checkMigrated, migrate } from './migrations.ts'
import { forKysely, openDatabase } from './node-sqlite.ts'
import type { Tables } from './tables.ts'

export interface OpenKeys {
  readonly keys: KeyStore
  close(): Promise<void>
}

/**
 * Opens only the keys, also while a server has the data folder: SQLite lets a second process write between the server's
 * transactions. The schema is brought up to date only when no server runs, never under one's feet.
 * @throws Error in one line when it cannot.
 */
export async function openKeys({ folder, now }: { folder: string; now: Clock }): Promise<OpenKeys> {
  await makeFolder(folder)
  const lock = tryLock(folder)
  const database = openDatabase(join(folder, 'kinora.db'))
  const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database: forKysely(database) }) })
  const close = async () => {
    await db.destroy()
    lock?.release()
  }
  try {
    await (lock ? migrate(db, now) : checkMigrated(db))
  } catch (thrown) {
    await close()
    throw thrown
  }
  return { keys: new KeyTable(db, now), close }
}

function tryLock(folder: string): InstanceLock | undefined {
  try {
    return lockFolder(folder, join(folder, 'lock.db'))
  } catch {
    return undefined
  }
}
