import { sql } from 'kysely'
import type { Kysely, RawBuilder } from 'kysely'
import type { Due } from './fair-turns.ts'
import type { Tables } from './tables.ts'

const COLUMNS = sql`task.seq, task.ref, task.tries, task.lane, task.priority,
  task.run_at_ms as "runAtMs", task.since_ms as "sinceMs"`

const rowsOf = async (db: Kysely<Tables>, query: RawBuilder<Due>): Promise<readonly Due[]> =>
  (await query.execute(db)).rows

/** The first `count` due entries of every priority and lane: it jumps from lane to lane, however many wait in each. */
export function selectDue(db: Kysely<Tables>, queue: string, nowMs: number, count: number): Promise<readonly Due[]> {
  return rowsOf(
    db,
    sql<Due>`with recursive place (priority, lane) as (
      select * from (select priority, lane from task where queue = ${queue} and claim is null
        order by priority desc, lane desc limit 1)
      union all
      select next.priority, next.lane from place join task next on next.seq = (
        select seq from task where queue = ${queue} and claim is null
          and (priority, lane) < (place.priority, place.lane) order by priority desc, lane desc limit 1))
    select ${COLUMNS} from place join task on task.seq in (
      select seq from task where queue = ${queue} and claim is null and priority = place.priority
        and lane = place.lane and run_at_ms <= ${nowMs} order by run_at_ms, seq limit ${count})
    order by task.priority desc, task.lane, task.run_at_ms, task.seq`,
  )
}

export function selectFreed(db: Kysely<Tables>, queue: string, count: number): Promise<readonly Due[]> {
  return rowsOf(
    db,
    sql<Due>`select ${COLUMNS} from task
      where queue = ${queue} and claim is null and run_at_ms = 0 order by seq limit ${count}`,
  )
}

export function selectOld(db: Kysely<Tables>, queue: string, sinceMs: number, count: number): Promise<readonly Due[]> {
  return rowsOf(
    db,
    sql<Due>`select ${COLUMNS} from task
      where queue = ${queue} and claim is null and since_ms <= ${sinceMs} order by since_ms, seq limit ${count}`,
  )
}

/** How many entries of the queue are taken, and how many of each lane in all queues. */
export async function countTaken(
  db: Kysely<Tables>,
  queue: string,
): Promise<{ readonly active: number; readonly lanes: Map<string, number> }> {
  const rows = await db
    .selectFrom('task')
    .select(({ fn }) => ['queue', 'lane', fn.countAll<number>().as('count')])
    .where('claim', 'is not', null)
    .groupBy(['queue', 'lane'])
    .execute()
  const lanes = new Map<string, number>()
  let active = 0
  for (const row of rows) {
    lanes.set(row.lane, (lanes.get(row.lane) ?? 0) + row.count)
    if (row.queue === queue) active += row.count
  }
  return { active, lanes }
}
