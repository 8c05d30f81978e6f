import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { ExpressionBuilder, Kysely, Transaction } from 'kysely'
import type { Again, Claim, Entry, Queue, Wanted } from '../spec/queue.ts'
import type { Rows } from '../spec/store.ts'
import { FairTurns } from './fair-turns.ts'
import type { Due } from './fair-turns.ts'
import type { Listeners } from './listeners.ts'
import type { Tables } from './tables.ts'
import { countTaken, selectDue, selectFreed, selectOld } from './task-reads.ts'
import type { Uptime } from './uptime.ts'
import { within } from './within.ts'

/**
 * The queue as a table beside the jobs. Claims carry no lease: the data folder's lock lets one process live, so a claim
 * is dead exactly when its process is, and `recover` at the next start frees it.
 */
export class TaskQueue implements Queue {
  readonly #db: Kysely<Tables>
  readonly #uptime: Uptime
  readonly #wake: Listeners<string>
  readonly #turns = new FairTurns()
  #stopped = false
  constructor(db: Kysely<Tables>, uptime: Uptime, wake: Listeners<string>) {
    this.#db = db
    this.#uptime = uptime
    this.#wake = wake
  }

  async enqueue(rows: Rows, queue: string, ref: string, entry: Entry = {}): Promise<void> {
    const open = within(rows)
    const { afterMs = 0, lane = '', priority = 0 } = entry
    const nowMs = this.#uptime.now()
    await open.trx
      .insertInto('task')
      .values({ queue, ref, lane, priority, run_at_ms: nowMs + afterMs, since_ms: nowMs, tries: 0 })
      .onConflict((conflict) => conflict.columns(['queue', 'ref']).doNothing())
      .execute()
    open.woken.add(queue)
  }

  async claim(queue: string, wanted: Wanted): Promise<readonly Claim[]> {
    if (this.#stopped) return []
    return this.#db.transaction().execute(async (trx) => {
      await this.#uptime.beat(trx)
      const nowMs = this.#uptime.now()
      const chosen = await choose(trx, this.#turns, queue, wanted, nowMs)
      return chosen.length === 0 ? [] : take(trx, queue, chosen, nowMs)
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

  async reschedule(claim: Claim, { afterMs, forgiven = false }: Again): Promise<boolean> {
    const freed = await this.#db
      .updateTable('task')
      .set({
        claim: null,
        run_at_ms: this.#uptime.now() + Math.ceil(afterMs),
        ...(forgiven && { tries: claim.tries - 1 }),
      })
      .where(taken(claim))
      .executeTakeFirst()
    const held = freed.numUpdatedRows > 0n
    if (held) this.#wake.tell(claim.queue)
    return held
  }

  async cancel(rows: Rows, ref: string): Promise<void> {
    await within(rows).trx.deleteFrom('task').where('ref', '=', ref).execute()
  }

  async names(): Promise<readonly string[]> {
    const rows = await this.#db.selectFrom('task').select('queue').distinct().orderBy('queue').execute()
    return rows.map(({ queue }) => queue)
  }

  async recover(): Promise<number> {
    return this.#db.transaction().execute(async (trx) => {
      const nowMs = this.#uptime.now()
      await trx.updateTable('task').set({ run_at_ms: nowMs }).where('run_at_ms', '>', nowMs).execute()
      const freed = await trx
        .updateTable('task')
        .set({ claim: null, run_at_ms: 0 }) // before all that wait: the engine may be busy with these already
        .where('claim', 'is not', null)
        .executeTakeFirst()
      return Number(freed.numUpdatedRows)
    })
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

async function choose(
  trx: Transaction<Tables>,
  turns: FairTurns,
  queue: string,
  wanted: Wanted,
  nowMs: number,
): Promise<readonly Due[]> {
  const { only, count, maxActive, maxPerLane = Infinity } = wanted
  if (only === 'recovered') return selectFreed(trx, queue, count)
  if (only) return selectOld(trx, queue, nowMs - only.waitedMs, count)
  const { active, lanes } = await countTaken(trx, queue)
  const free = Math.min(count, maxActive - active)
  return free <= 0 ? [] : turns.choose(await selectDue(trx, queue, nowMs, free), free, lanes, maxPerLane)
}

async function take(trx: Transaction<Tables>, queue: string, chosen: readonly Due[], nowMs: number): Promise<Claim[]> {
  const batch = randomUUID()
  const seqs = JSON.stringify(chosen.map(({ seq }) => seq))
  await sql`update task set claim = ${batch} || '-' || seq, tries = tries + 1
    where seq in (select value from json_each(${seqs}))`.execute(trx)
  return chosen.map(({ seq, ref, tries, sinceMs }) => ({
    queue,
    ref,
    token: `${batch}-${seq}`,
    tries: tries + 1,
    waitedMs: Math.max(0, nowMs - sinceMs),
  }))
}
