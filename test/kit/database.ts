import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

export type Row = Readonly<Record<string, string | number | null>>

/** Asks the database of a data folder that no server has open. */
export function askDatabase(data: string, sql: string): Row[] {
  const database = new DatabaseSync(join(data, 'kinora.db'), { readOnly: true })
  try {
    return database.prepare(sql).all() as Row[] // the store keeps text and whole numbers only
  } finally {
    database.close()
  }
}
