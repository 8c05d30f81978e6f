import { statSync } from 'node:fs'
import { join } from 'node:path'
import { namedFiles, openToRead } from './stored-files.ts'

/** What a look into a data folder shows, also beside a server that runs. */
export interface CheckUp {
  readonly sqlite: string
  /** Keys that still open something and end within the time asked about. */
  readonly ending: readonly { readonly id: string; readonly name: string; readonly endsAtMs: number }[]
  readonly webhooksOff: readonly string[]
  readonly webhooksFailing: readonly string[]
  readonly undecidedCharges: number
  readonly files: number
  /** Missing or of another size; whether the bytes are the same only `verifyFolder` tells. */
  readonly filesWrong: number
}

/** @throws Error when the database cannot be read or is older than this code. */
export function checkUp(folder: string, nowMs: number, endingWithinMs: number): CheckUp {
  const database = openToRead(join(folder, 'kinora.db'))
  try {
    const list = <T>(query: string, ...given: (string | number)[]): T[] =>
      database.prepare(query).all(...given) as unknown as T[] // the queries below name these columns
    const ids = (query: string) => list<{ id: string }>(query).map(({ id }) => id)
    const named = namedFiles(database)
    const version = list<{ v: string }>('select sqlite_version() as v')
    const undecided = list<{ n: number }>(`select count(*) as n from bill where charge = 'unknown'`)
    return {
      sqlite: version[0]?.v ?? '',
      ending: list(
        `select id, name, expires_at_ms as endsAtMs from client_key
          where revoked_at_ms is null and expires_at_ms > ? and expires_at_ms < ? order by expires_at_ms`,
        nowMs,
        nowMs + endingWithinMs,
      ),
      webhooksOff: ids('select id from webhook_endpoint where disabled_at_ms is not null'),
      webhooksFailing: ids(
        'select id from webhook_endpoint where disabled_at_ms is null and failing_since_ms is not null',
      ),
      undecidedCharges: undecided[0]?.n ?? 0,
      files: named.length,
      filesWrong: named.filter(({ key, bytes }) => sizeOf(join(folder, 'blobs', key)) !== bytes).length,
    }
  } finally {
    database.close()
  }
}

const sizeOf = (path: string): number | undefined => statSync(path, { throwIfNoEntry: false })?.size
