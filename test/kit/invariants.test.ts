import assert from 'node:assert/strict'
import { appendFileSync, cpSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'
import { openReceiver } from '../../server/src/jobs/testing/receiver.ts'
import { crashRun } from './crash-run.ts'
import { askDatabase } from './database.ts'
import { checkInvariants } from './invariants.ts'
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
  [(data) => appendFileSync(videoIn(data), 'x'), 'is not what was stored'],
  [(data) => rmSync(videoIn(data)), 'is missing'],
  [(data) => mkdirSync(join(data, 'staging', 'request-1')), 'staging still holds'],
]

const videoIn = (data: string): string =>
  join(data, 'blobs', String(askDatabase(data, `select key from asset where kind = 'video'`)[0]?.['key']))

test('the checker finds nothing in a sound folder, and each invariant that is broken by hand', async (t) => {
  const folder = temporaryFolder('invariants')
  t.after(() => removeFolder(folder))
  const providers = await openProviders(folder)
  t.after(() => providers.close())
  const sound = join(folder, 'sound')
  const receiver = await openReceiver(t)
  const run = await crashRun({ data: sound, crashes: [], engine: 'idempotent', providers, receiver })
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
