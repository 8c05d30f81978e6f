import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { Tables } from './tables.ts'

/**
 * Deleted rows are overwritten in their pages, but older images of those pages stay in the write-ahead log: it is
 * brought into the file and cut to nothing. False when somebody still reads an older state.
 */
export async function erase(db: Kysely<Tables>): Promise<boolean> {
  return db.connection().execute(async (own) => {
    // It would wait for readers by itself, and with it every request of this process.
    await sql`pragma busy_timeout = 0`.execute(own)
    try {
      const { rows } = await sql<{ busy: number }>`pragma wal_checkpoint(truncate)`.execute(own)
      return rows[0]?.busy === 0
    } finally {
      await sql`pragma busy_timeout = 5000`.execute(own)
    }
  })
}

/** The operator's word as of today holds for what ended earlier too. */
export async function applyRetention(db: Kysely<Tables>, keepMs: number | undefined): Promise<void> {
  const until = keepMs === undefined ? sql<null>`null` : sql<number>`ended_at_ms + ${keepMs}`
  await db
    .updateTable('job')
    .set({ expires_at_ms: until })
    .where('ended_at_ms', 'is not', null)
    .where('expires_at_ms', 'is not', until)
    .execute()
}
