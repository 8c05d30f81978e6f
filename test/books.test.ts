import assert from 'node:assert/strict'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'
import { move } from '../server/src/spec/job.ts'
import { exampleJob } from '../server/src/spec/testing/example-job.ts'
import { openStore } from '../server/src/store/open-store.ts'
import { bookFaults } from './kit/books.ts'
import { removeFolder, temporaryFolder } from './kit/server.ts'

const now = () => Date.parse('2026-11-23T12:00:00Z')

/** What a wrong server might write, and what of it must be noticed. */
const TAMPERED: readonly (readonly [sql: string, noticed: RegExp])[] = [
  ["update job set charge = 'none' where id = 'video_held'", /a job and its bill differ: video_held/],
  ["delete from bill where job_id = 'video_held'", /the ledger does not sum to a bill: video_held/],
  [
    `insert into ledger (at_ms, job_id, owner, key_id, engine, kind, held_delta, spent_delta)
     select at_ms, job_id, owner, key_id, engine, kind, held_delta, spent_delta from ledger where held_delta < 0`,
    /a hold was given back twice: video_spent/,
  ],
  ["update bill set outcome = 'failed' where job_id = 'video_held'", /a job that ended holds money/],
  ["update budget set spent_usd_micros = 6 where scope = 'server' and period = 'total'", /no.* the sum of its bills/],
  ["delete from budget where scope = 'key:key-1'", /a bill counts in no budget/],
  ["update budget set overrun_usd_micros = 1 where period = 'total'", /a cap is passed/],
]

test('books that are right have no fault, and every wrong one is noticed', async (t) => {
  const folder = temporaryFolder('books')
  t.after(() => removeFolder(folder))
  for (const [index, [sql, noticed]] of TAMPERED.entries()) {
    const data = join(folder, String(index))
    const { store, close } = await openStore({ folder: data, now }).then((rooms) => ({
      store: rooms.store,
      close: () => rooms.close(),
    }))
    for (const id of ['video_held', 'video_spent', 'video_gone']) {
      const job = exampleJob(id, { charge: 'held', estimateUsdMicros: 100, createdAtMs: now() })
      await store.transact((rows) => rows.insertJob(job))
      const ended = move(job, 'failed', { charge: 'charged', finalUsdMicros: 5, endedAtMs: now() })
      if (id !== 'video_held') await store.transact((rows) => rows.moveJob(job, ended))
    }
    await store.transact((rows) => rows.deleteJob('video_gone'))
    await close()
    assert.deepEqual(bookFaults(data), [])
    const database = new DatabaseSync(join(data, 'kinora.db'))
    database.exec(sql)
    database.close()
    assert.match(bookFaults(data).join('\n'), noticed, sql)
  }
})
