import { DatabaseSync } from 'node:sqlite'
import type { SQLInputValue, StatementSync } from 'node:sqlite'
import type { SqliteDatabase, SqliteStatement } from 'kysely'

const OLDEST = [3, 51, 3] as const // older ones can lose a WAL page on reset (reliability.md rule 5)

/** Opens the file so that whatever is committed survives a power cut. */
export function openDatabase(path: string): DatabaseSync {
  const database = new DatabaseSync(path, { timeout: 5_000, enableForeignKeyConstraints: true })
  const version = String(database.prepare('select sqlite_version() as v').get()?.['v'])
  if (isOlder(version)) {
    database.close()
    throw new Error(
      `SQLite ${version} is too old: ${OLDEST.join('.')} or newer is needed. Use the Node that Kinora pins.`,
    )
  }
  // `secure_delete`: what is deleted is overwritten, not only unlinked from its page (reliability.md P30).
  database.exec('pragma journal_mode = wal; pragma synchronous = full; pragma secure_delete = on')
  return database
}

export function isOlder(version: string): boolean {
  const parts = version.split('.').map(Number)
  const at = OLDEST.findIndex((part, index) => parts[index] !== part)
  return at >= 0 && (parts[at] ?? 0) < (OLDEST[at] ?? 0)
}

/** Kysely speaks better-sqlite3; this makes `node:sqlite` look like it. */
export function forKysely(database: DatabaseSync): SqliteDatabase {
  const statements = new Map<string, SqliteStatement>()
  return {
    close: () => database.close(),
    prepare(sql) {
      // SQLite undoes a transaction by itself on a full disk; a second rollback would hide that error.
      if (sql === 'rollback' && !database.isTransaction) return adapt(database.prepare('select 1 where 0'))
      // A plain `begin` that reads first and writes later fails at once when another process wrote in between.
      const statement = statements.get(sql) ?? adapt(database.prepare(sql === 'begin' ? 'begin immediate' : sql))
      if (statements.size < 500) statements.set(sql, statement)
      return statement
    },
  }
}

// Kysely types parameters as unknown; the tables' column types let only these through.
const bind = (parameters: readonly unknown[]) => parameters as readonly SQLInputValue[]

function adapt(statement: StatementSync): SqliteStatement {
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => statement.all(...bind(parameters)),
    run: (parameters) => statement.run(...bind(parameters)),
    iterate: (parameters) => statement.iterate(...bind(parameters)),
  }
}
