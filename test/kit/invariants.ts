import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { readMark } from '../../server/src/media/provenance.ts'
import { NEXT, type JobState } from '../../server/src/spec/job.ts'
import type { Row } from './database.ts'
import { leftProcesses } from './left-processes.ts'
import { wrongMoney } from './money-invariants.ts'
import { missingRows } from './row-invariants.ts'

/** What the client saw. */
export interface ClientLog {
  /** Ids it got with a 200 and did not delete. */
  readonly acknowledged: readonly string[]
  /** Process groups of servers that have ended. */
  readonly ended?: readonly number[]
}

/** Renders that providers really began, by our key. */
export type Begun = Readonly<Record<string, number>>

/** Every broken promise in a data folder of a server that has ended or is at rest, one sentence each. Nothing is written. */
export async function checkInvariants(data: string, log: ClientLog, begun: Begun = {}): Promise<string[]> {
  const database = new DatabaseSync(join(data, 'kinora.db'), { readOnly: true })
  const all = (sql: string): Row[] => database.prepare(sql).all() as Row[] // the store keeps text and numbers only
  try {
    return [
      ...wrongPages(all),
      ...lost(all, log),
      ...paidTwice(begun),
      ...illegalHistories(all),
      ...(await wrongFiles(all, data)),
      ...wrongMoney(all),
      ...missingRows(all),
      ...leftovers(data),
      ...leftProcesses(log.ended ?? []),
    ]
  } finally {
    database.close()
  }
}

export type Ask = (sql: string) => Row[]

function wrongPages(all: Ask): string[] {
  const said = all('pragma integrity_check').map((row) => String(row['integrity_check']))
  return [...said.filter((line) => line !== 'ok'), ...all('pragma foreign_key_check').map(() => 'a row names no row')]
}

function lost(all: Ask, { acknowledged }: ClientLog): string[] {
  const known = new Set(all('select id from job').map(({ id }) => id))
  return acknowledged.filter((id) => !known.has(id)).map((id) => `${id} was acknowledged and is lost`)
}

/** Keys are `<job>-<attempt>`: neither one attempt nor one job may be rendered twice where it costs. */
function paidTwice(begun: Begun): string[] {
  const perJob = new Map<string, number>()
  for (const [key, count] of Object.entries(begun)) {
    const job = key.replace(/-\d+$/, '')
    perJob.set(job, (perJob.get(job) ?? 0) + count)
  }
  return [...perJob].filter(([, count]) => count > 1).map(([job, count]) => `${job} was paid for ${count} times`)
}

function illegalHistories(all: Ask): string[] {
  const wrong: string[] = []
  for (const { id, state } of all('select id, state from job')) {
    const events = all(`select seq, type from job_event where job_id = '${id}' order by seq`)
    if (events[0]?.['type'] !== 'queued') wrong.push(`${id} did not begin queued`)
    if (events.at(-1)?.['type'] !== state) wrong.push(`${id} is ${state} without an event that says so`)
    for (const [i, { seq, type }] of events.entries()) {
      if (seq !== i + 1) wrong.push(`${id} has a gap in its events`)
      const before = events[i - 1]?.['type'] as JobState | undefined
      if (before !== undefined && !(NEXT[before] as readonly unknown[]).includes(type))
        wrong.push(`${id} went from ${before} to ${type}`)
    }
    const ended = NEXT[state as JobState].length === 0
    if (!ended) wrong.push(`${id} has not ended: ${state}`)
  }
  return wrong
}

async function wrongFiles(all: Ask, data: string): Promise<string[]> {
  const wrong: string[] = []
  for (const { job_id, key, bytes, sha256, kind } of all('select * from asset')) {
    const path = join(data, 'blobs', String(key))
    if (!existsSync(path)) {
      wrong.push(`${kind} of ${job_id} is missing`)
      continue
    }
    const content = readFileSync(path)
    const same = content.length === bytes && createHash('sha256').update(content).digest('hex') === sha256
    if (!same) wrong.push(`${kind} of ${job_id} is not what was stored`)
    if (kind === 'video' && same && !(await readMark(path))) wrong.push(`video of ${job_id} has no mark`)
  }
  const done = all(`select id from job where state = 'completed'
    and id not in (select job_id from asset where kind = 'video')`)
  return [...wrong, ...done.map(({ id }) => `${id} is completed without a video`)]
}

/** A kill may leave what the next start or the sweep removes; after a clean end nothing of finished work is left. */
function leftovers(data: string): string[] {
  const names = (folder: string) => (existsSync(join(data, folder)) ? readdirSync(join(data, folder)) : [])
  return [
    ...names('staging').map((name) => `staging still holds ${name}`),
    ...names('renders').map((name) => `renders still holds ${name}`),
  ]
}
