import type { Rows } from '../spec/store.ts'
import { SqliteRows } from './sqlite-rows.ts'

/** The open transaction behind `rows`. @throws Error when they are another store's. */
export function within(rows: Rows): SqliteRows {
  if (!(rows instanceof SqliteRows)) throw new Error('These rows belong to another store than this one.')
  return rows
}
