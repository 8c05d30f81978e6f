import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { appendFileSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'
import { XMP_UUID } from '../../server/src/media/provenance.ts'
import { crashRun } from './crash-run.ts'
import { askDatabase } from './database.ts'
import { openHook } from './hook.ts'
import { checkInvariants } from './invariants.ts'
import { leftProcesses } from './left-processes.ts'
import { openProviders } from './provider-process.ts'
import { removeFolder, temporaryFolder } from './server.ts'

/** What is done to a sound folder, and the words by which it must be found out. */
const BREAKS: readonly (readonly [sql: string | ((data: string) => void), words: string])[] = [
  [`delete from job where state = 'completed'`, 'is lost'],
  [`delete from asset where kind = 'video'`, 'completed without a video'],
  [`update job_event set type = 'failed' where type = 'running'`, 'went from failed to storing'],
  [`delete from job_event where type = 'running'`, 'has a gap'],
  [`update job set state = 'running' where state = 'completed'`, 'has not ended'],
  [`update bill set charge = 'held', held_usd_micros = 1 where outcome = 'completed'`, 'still held'],
  [`update ledger set spent_delta = spent_delta + 1`, 'is not its bill'],
  [`update job set charge = 'none' where charge = 'charged'`, 'is not what the job says'],
  [`update budget set spent_usd_micros = spent_usd_micros + 1`, 'not the sum of the bills'],
  [
    `insert into ledger (at_ms, job_id, owner, key_id, engine, kind, held_delta, spent_delta)
      select at_ms, job_id, owner, key_id, engine, kind, held_delta, 0 from ledger where kind = 'settle'`,
    'released more than once',
  ],
  [`delete from attempt`, 'written down'],
  [`update attempt set outcome = 'pending'`, 'without an accepted attempt'],
  [`delete from event_feed where rowid = 1`, 'is in no feed'],
  [`delete from webhook_delivery where type = 'video.completed'`, 'no webhook was written'],
  [(data) => unmark(data), 'has no mark'],
  [(data) => appendFileSync(videoIn(data), 'x'), 'is not what was stored'],
  [(data) => rmSync(videoIn(data)), 'is missing'],
  [(data) => mkdirSync(join(data, 'staging', 'request-1')), 'staging still holds'],
]

const keyIn = (data: string): string =>
  String(askDatabase(data, `select key from asset where kind = 'video'`)[0]?.['key'])
const videoIn = (data: string): string => join(data, 'blobs', keyIn(data))

test('the checker finds nothing in a sound folder, and each invariant that is broken by hand', async (t) => {
  const folder = temporaryFolder('invariants')
  t.after(() => removeFolder(folder))
  const providers = await openProviders(folder)
  t.after(() => providers.close())
  const sound = join(folder, 'sound')
  const hook = await openHook()
  t.after(() => hook.close())
  const run = await crashRun({ data: sound, crashes: [], engine: 'idempotent', providers, hook })
  assert.deepEqual(run.wrong, [])
  const acknowledged = askDatabase(sound, 'select id from job').map(({ id }) => String(id))
  for (const [harm, words] of BREAKS) {
    const data = join(folder, 'broken')
    cpSync(sound, data, { recursive: true })
    if (typeof harm === 'string') spoil(data, harm)
    else harm(data)
    const wrong = await checkInvariants(data, { acknowledged })
    assert.ok(
      wrong.some((sentence) => sentence.includes(words)),
      `${words}: ${wrong.join('; ')}`,
    )
    rmSync(data, { recursive: true })
  }
  const [id = ''] = acknowledged
  assert.match(
    (await checkInvariants(sound, { acknowledged }, { [`${id}-1`]: 1, [`${id}-2`]: 1 })).join(),
    /paid for 2 times/,
  )
})

/** Takes the mark, the file's last box, away and writes down that this is how it was stored. */
function unmark(data: string): void {
  const path = videoIn(data)
  const bytes = readFileSync(path)
  const marked = bytes.lastIndexOf(XMP_UUID)
  assert.ok(marked > 0)
  const rest = bytes.subarray(0, marked - 8)
  writeFileSync(path, rest)
  const digest = createHash('sha256').update(rest).digest('hex')
  spoil(data, `update asset set bytes = ${rest.length}, sha256 = '${digest}' where key = '${keyIn(data)}'`)
}

test('the checker finds a process that outlived its server', async (t) => {
  const left = spawn('sleep', ['60'], { detached: true, stdio: 'ignore' })
  const ended = once(left, 'exit')
  t.after(() => left.kill('SIGKILL'))
  assert.deepEqual(leftProcesses([left.pid ?? 0]), [`process ${left.pid} outlived its server`])
  left.kill('SIGKILL')
  await ended
  assert.deepEqual(leftProcesses([left.pid ?? 0]), [])
})

function spoil(data: string, sql: string): void {
  const database = new DatabaseSync(join(data, 'kinora.db'))
  try {
    // The schema itself defends some of them.
    for (const { name } of database.prepare(`select name from sqlite_master where type = 'trigger'`).all())
      database.exec(`drop trigger ${String(name)}`)
    assert.ok(Number(database.prepare(sql).run().changes) > 0, sql)
  } finally {
    database.close()
  }
}
