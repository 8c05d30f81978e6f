import { join } from 'node:path'
import { Kysely, SqliteDialect } from 'kysely'
import type { KeyStore } from '../spec/keys.ts'
import type { MoneyStore } from '../spec/money.ts'
import type { Store } from '../spec/store.ts'
import type { Clock } from '../spec/time.ts'
import { makeFolder } from './durable-folder.ts'
import { lockFolder } from './instance-lock.ts'
import type { InstanceLock } from './instance-lock.ts'
import { KeyTable } from './key-table.ts'
import { Listeners } from './listeners.ts'
import { checkMigrated, migrate } from './migrations.ts'
import { forKysely, openDatabase } from './node-sqlite.ts'
import { SqliteMoney } from './sqlite-money.ts'
import { SqliteStore } from './sqlite-store.ts'
import type { Tables } from './tables.ts'

export interface OpenBeside {
  readonly keys: KeyStore
  readonly money: MoneyStore
  readonly store: Pick<Store, 'transact'>
  close(): Promise<void>
}

/**
 * Opens what commands change, also while a server has the data folder: SQLite lets a second process write between the server's
 * transactions. The schema is brought up to date only when no server runs, never under one's feet.
 * @throws Error in one line when it cannot.
 */
export async function openBeside({ folder, now }: { folder: string; now: Clock }): Promise<OpenBeside> {
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
  const store = new SqliteStore({ db, now, wake: new Listeners() })
  return { keys: new KeyTable(db, now), money: new SqliteMoney(db), store, close }
}

function tryLock(folder: string): InstanceLock | undefined {
  try {
    return lockFolder(folder, join(folder, 'lock.db'))
  } catch {
    return undefined
  }
}
