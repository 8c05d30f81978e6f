import { randomUUID } from 'node:crypto'
import type { ExpressionBuilder, Kysely, Transaction } from 'kysely'
import type { Claim, Queue } from '../spec/queue.ts'
import type { Rows } from '../spec/store.ts'
import type { Clock } from '../spec/time.ts'
import type { Listeners } from './listeners.ts'
import type { Tables } from './tables.ts'
import { within } from './within.ts'

/**
 * The queue as a table beside the jobs. Claims carry no lease: the data folder's lock lets one process live, so a claim
 * is dead exactly when its process is, and `recover` at the next start frees it.
 */
export class TaskQueue implements Queue {
  readonly #db: Kysely<Tables>
  readonly #now: Clock
  readonly #wake: Listeners<string>
  #stopped = false
  constructor(db: Kysely<Tables>, now: Clock, wake: Listeners<string>) {
    this.#db = db
    this.#now = now
    this.#wake = wake
  }

  async enqueue(rows: Rows, queue: string, ref: string, runAtMs = this.#now()): Promise<void> {
    const open = within(rows)
    await open.trx
      .insertInto('task')
      .values({ queue, ref, run_at_ms: runAtMs, tries: 0 })
      .onConflict((conflict) => conflict.columns(['queue', 'ref']).doNothing())
      .execute()
    open.woken.add(queue)
  }

  async claim(queue: string, count: number, maxActive: number): Promise<readonly Claim[]> {
    if (this.#stopped) return []
    return this.#db.transaction().execute(async (trx) => {
      const active = await countActive(trx, queue)
      const due = await trx
        .selectFrom('task')
        .select(['seq', 'ref', 'tries'])
        .where('queue', '=', queue)
        .where('claim', 'is', null)
        .where('run_at_ms', '<=', this.#now())
        .orderBy('run_at_ms')
        .orderBy('seq')
        .limit(Math.max(0, Math.min(count, maxActive - active)))
        .execute()
      const claims: Claim[] = []
      for (const { seq, ref, tries } of due) {
        const claim = { queue, ref, token: randomUUID(), tries: tries + 1 }
        await trx.updateTable('task').set({ claim: claim.token, tries: claim.tries }).where('seq', '=', seq).execute()
        claims.push(claim)
      }
      return claims
    })
  }

  async touch(claims: readonly Claim[]): Promise<readonly Claim[]> {
    const held: Claim[] = []
    for (const claim of claims) {
      const row = this.#db.selectFrom('task').select('seq').where(taken(claim))
      if (await row.executeTakeFirst()) held.push(claim)
    }
    return held
  }

  async done(rows: Rows, claim: Claim): Promise<boolean> {
    const gone = await within(rows).trx.deleteFrom('task').where(taken(claim)).executeTakeFirst()
    return gone.numDeletedRows > 0n
  }

  async reschedule(claim: Claim, runAtMs: number): Promise<boolean> {
    const freed = await this.#db
      .updateTable('task')
      .set({ claim: null, run_at_ms: runAtMs })
      .where(taken(claim))
      .executeTakeFirst()
    const held = freed.numUpdatedRows > 0n
    if (held) this.#wake.tell(claim.queue)
    return held
  }

  async cancel(rows: Rows, ref: string): Promise<void> {
    await within(rows).trx.deleteFrom('task').where('ref', '=', ref).execute()
  }

  async recover(): Promise<number> {
    const freed = await this.#db
      .updateTable('task')
      .set({ claim: null, run_at_ms: 0 }) // before all that wait: the engine may be busy with these already
      .where('claim', 'is not', null)
      .executeTakeFirst()
    return Number(freed.numUpdatedRows)
  }

  onWake(listener: (queue: string) => void): () => void {
    return this.#wake.add(listener)
  }

  stop(): void {
    this.#stopped = true
  }
}

const taken = (claim: Claim) => (eb: ExpressionBuilder<Tables, 'task'>) =>
  eb.and({ queue: claim.queue, ref: claim.ref, claim: claim.token })

async function countActive(trx: Transaction<Tables>, queue: string): Promise<number> {
  const row = await trx
    .selectFrom('task')
    .select(({ fn }) => fn.countAll<number>().as('active'))
    .where('queue', '=', queue)
    .where('claim', 'is not', null)
    .executeTakeFirstOrThrow()
  return row.active
}
