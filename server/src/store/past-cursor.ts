import { sql } from 'kysely'
import type { RawBuilder, SqlBool } from 'kysely'

interface Cursor {
  readonly order: 'asc' | 'desc'
  /** The last row seen; absent: from the beginning. */
  readonly after?: { readonly createdAtMs: number; readonly id: string }
}

/** Rows past the cursor, which stand by time and then by id: those of one millisecond keep an order too. */
export function pastCursor({ order, after }: Cursor): RawBuilder<SqlBool> {
  if (!after) return sql<SqlBool>`true`
  return sql<SqlBool>`(created_at_ms, id) ${sql.raw(order === 'asc' ? '>' : '<')} (${after.createdAtMs}, ${after.id})`
}
