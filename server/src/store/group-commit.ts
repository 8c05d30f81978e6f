import { setImmediate as nextTurn } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Kysely, Transaction } from 'kysely'
import { stopIfDiskFailed } from './disk-failed.ts'
import type { Tables } from './tables.ts'

/** How many may share a commit: reads wait on the same connection meanwhile. */
const MOST = 64

interface Member {
  /** Gives what to say when it is committed. */
  readonly work: (trx: Transaction<Tables>) => Promise<() => void>
  readonly reject: (thrown: unknown) => void
}

/**
 * Work that arrives within one turn of the event loop waits for the same fsync. Each runs alone, in the order it came,
 * within a savepoint of its own; nobody hears anything, good or bad, before the commit that holds it.
 */
export class GroupCommit {
  readonly #db: Kysely<Tables>
  #waiting: Member[] = []
  #drained: Promise<void> | undefined
  constructor(db: Kysely<Tables>) {
    this.#db = db
  }

  /** Rejects with what `work` threw, its rows undone, or with what broke the commit. */
  run<T>(work: (trx: Transaction<Tables>) => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const settle = (result: T) => () => resolve(result)
      this.#waiting.push({ work: (trx) => work(trx).then(settle), reject })
      this.#drained ??= this.#drain()
    })
  }

  /** Settles when nothing waits any more. */
  async idle(): Promise<void> {
    await this.#drained
  }

  async #drain(): Promise<void> {
    while (this.#waiting.length > 0) {
      await nextTurn()
      await this.#commit(this.#waiting.splice(0, MOST))
    }
    this.#drained = undefined
  }

  async #commit(group: readonly Member[]): Promise<void> {
    const settled: (() => void)[] = []
    try {
      await this.#db.transaction().execute(async (trx) => {
        for (const member of group) settled.push(await attempt(trx, member))
      })
    } catch (thrown) {
      stopIfDiskFailed(thrown)
      for (const { reject } of group) reject(thrown)
      return
    }
    for (const settle of settled) settle()
  }
}

async function attempt(trx: Transaction<Tables>, { work, reject }: Member): Promise<() => void> {
  await sql`savepoint member`.execute(trx)
  try {
    const settle = await work(trx)
    await sql`release member`.execute(trx)
    return settle
  } catch (thrown) {
    try {
      await sql`rollback to member`.execute(trx)
      await sql`release member`.execute(trx)
    } catch {
      throw thrown // SQLite undid the whole transaction by itself, as on a full disk: nobody's rows are left
    }
    return () => reject(thrown)
  }
}
