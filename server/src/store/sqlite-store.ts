import type { Kysely } from 'kysely'
import type { JobEvent, Rows, Store } from '../spec/store.ts'
import type { Clock } from '../spec/time.ts'
import { GroupCommit } from './group-commit.ts'
import { Listeners } from './listeners.ts'
import { SqliteReads } from './sqlite-reads.ts'
import { SqliteRows } from './sqlite-rows.ts'
import type { Tables } from './tables.ts'

export interface StoreParts {
  readonly db: Kysely<Tables>
  readonly now: Clock
  /** How long a job is kept after its end, ms; absent: until it is deleted. */
  readonly keepMs?: number
  /** Rung with a queue's name after the commit that gave it work. */
  readonly wake: Listeners<string>
}

export class SqliteStore extends SqliteReads implements Store {
  readonly #parts: StoreParts
  readonly #commits: GroupCommit
  readonly #events = new Listeners<JobEvent & { readonly owner: string }>()
  constructor(parts: StoreParts) {
    super(parts.db)
    this.#parts = parts
    this.#commits = new GroupCommit(parts.db)
  }

  async transact<T>(work: (rows: Rows) => Promise<T>): Promise<T> {
    const { now, wake, keepMs } = this.#parts
    const { result, rows } = await this.#commits.run(async (trx) => {
      const open = new SqliteRows(trx, now, keepMs)
      return { result: await work(open), rows: open }
    })
    for (const event of rows.heard) this.#events.tell(event)
    for (const queue of rows.woken) wake.tell(queue)
    return result
  }

  /** Settles when no transaction waits any more. */
  idle(): Promise<void> {
    return this.#commits.idle()
  }

  onEvent(listener: (event: JobEvent & { readonly owner: string }) => void): () => void {
    return this.#events.add(listener)
  }
}
