import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { queueOf } from '../../server/src/jobs/drive/work.ts'
import type { Report } from '../../server/src/spec/engine.ts'
import { move } from '../../server/src/spec/job.ts'
import { exampleJob } from '../../server/src/spec/testing/example-job.ts'
import { ScriptedEngine } from '../../server/src/spec/testing/scripted-engine.ts'
import { openStore } from '../../server/src/store/open-store.ts'

/** `video_` and 48 hex digits, a different one for each number. */
export const crowdId = (index: number): string => `video_${index.toString(16).padStart(48, '0')}`

/**
 * Writes `count` copies of a job beside it, with all that belongs to it, into the closed data folder: every row of every
 * table that holds its id, under `crowdId(1)` and so on. Through the front door it would take minutes.
 */
export function copyJob(dataFolder: string, id: string, count: number): void {
  const database = new DatabaseSync(join(dataFolder, 'kinora.db'))
  database.exec('pragma foreign_keys = off; begin immediate')
  const tables = database.prepare("select name from sqlite_master where type = 'table' and name not like 'sqlite_%'")
  for (const { name } of tables.all()) copyRows(database, String(name), id, count)
  database.exec('commit')
  database.close()
}

function copyRows(database: DatabaseSync, table: string, id: string, count: number): void {
  const columns = database.prepare(`select name, type, pk from pragma_table_info('${table}')`).all()
  const texts = columns.filter(({ type }) => String(type).toLowerCase() === 'text').map(({ name }) => String(name))
  if (texts.length === 0) return
  const own = columns.filter(({ pk, type }) => !(Number(pk) > 0 && type === 'INTEGER' && isRowId(columns)))
  const names = own.map(({ name }) => String(name))
  const number = "printf('video_%048x', crowd.n)"
  const values = names.map((name) => (texts.includes(name) ? `replace(${name}, '${id}', ${number})` : name))
  const holds = texts.map((name) => `${name} like '%${id}%'`).join(' or ')
  database.exec(`with recursive crowd (n) as (select 1 union all select n + 1 from crowd where n < ${count})
    insert into ${table} (${names.join()}) select ${values.join()} from crowd, ${table} where ${holds}`)
}

/** Its single integer key is given by the database. */
function isRowId(columns: readonly Record<string, unknown>[]): boolean {
  return columns.filter(({ pk }) => Number(pk) > 0).length === 1
}

/** Fills a new data folder with jobs that run at the engine `scripted`, as a killed server would leave them. */
export async function seedRunning(dataFolder: string, count: number): Promise<void> {
  const opened = await openStore({ folder: dataFolder, now: Date.now })
  const { store, queue } = opened
  const id = crowdId(0)
  await store.transact(async (rows) => {
    const job = exampleJob(id, { createdAtMs: Date.now() })
    await rows.insertJob(job)
    const submitting = move(job, 'submitting', { attempt: 1 })
    await rows.moveJob(job, submitting)
    await rows.openAttempt({ jobId: id, attempt: 1, engine: job.engine, key: `${id}-1` })
    await rows.moveJob(submitting, move(submitting, 'running', { startedAtMs: Date.now() }))
    await rows.settleAttempt({ jobId: id, attempt: 1 }, 'pending', 'accepted', { handle: { render: `${id}-1` } })
    await queue.enqueue(rows, queueOf(job.engine), id, { lane: job.keyId })
  })
  await queue.claim(queueOf('scripted'), { count: 1, maxActive: 1 })
  await opened.close()
  copyJob(dataFolder, id, count - 1)
}

/** An engine of another process that has all of them under way, and says so every time it is asked. */
export class BusyEngine extends ScriptedEngine {
  readonly seen = new Set<string>()
  readonly #askAgainMs: number
  constructor(slots: number, askAgainMs: number) {
    super({ class: 'opaque', slots })
    this.#askAgainMs = askAgainMs
  }

  override async poll(handle: { readonly render: string }): Promise<Report> {
    this.polls += 1
    this.seen.add(handle.render)
    return { state: 'running', askAgainMs: this.#askAgainMs }
  }
}
