import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import { move } from '../spec/job.ts'
import type { JobChanges } from '../spec/job.ts'
import { checkBooks } from '../spec/testing/books.ts'
import { exampleJob } from '../spec/testing/example-job.ts'
import { moneySuite } from '../spec/testing/money-suite.ts'
import { openStore } from './open-store.ts'
import type { OpenStore } from './open-store.ts'

const now = () => Date.parse('2026-11-23T12:00:00Z')

async function newFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'kinora-money-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  return join(folder, 'data')
}

async function opened(t: TestContext, folder: string): Promise<OpenStore> {
  const store = await openStore({ folder, now })
  t.after(() => store.close())
  return store
}

moneySuite('SQLite', async (t) => opened(t, await newFolder(t)))

test('a data folder from before gets books that agree with the jobs that are there', async (t) => {
  const folder = await newFolder(t)
  const before = await openStore({ folder, now })
  const ends: readonly JobChanges[] = [
    { charge: 'charged', finalUsdMicros: 70 },
    { charge: 'unknown' },
    { charge: 'none', finalUsdMicros: 0 },
  ]
  for (const [index, end] of [...ends, undefined].entries()) {
    const createdAtMs = now() - index * 20 * 86_400_000
    const job = exampleJob(`video_${index}`, { charge: 'held', estimateUsdMicros: 100, createdAtMs })
    await before.store.transact(async (rows) => {
      await rows.insertJob(job)
      if (end) await rows.moveJob(job, move(job, 'failed', { ...end, endedAtMs: now() }))
    })
  }
  await before.close()
  const raw = new DatabaseSync(join(folder, 'kinora.db'))
  for (const table of ['bill', 'ledger', 'budget', 'cap']) raw.exec(`drop table ${table}`)
  raw.exec('delete from migration where version = 7')
  raw.close()
  const after = await opened(t, folder)
  await checkBooks(after, ['video_0', 'video_1', 'video_2', 'video_3'])
  const [day, month, total] = await after.money.budgets(['server'], now())
  assert.deepEqual([day?.spentUsdMicros, month?.spentUsdMicros, total?.spentUsdMicros], [70, 70, 70])
  assert.deepEqual([day?.heldUsdMicros, total?.heldUsdMicros], [0, 200])
})

test('the database itself refuses a hold over a cap, and a changed or removed line of the ledger', async (t) => {
  const folder = await newFolder(t)
  const { store, money } = await opened(t, folder)
  await store.transact((rows) => rows.insertJob(exampleJob('video_a', { charge: 'held', estimateUsdMicros: 100 })))
  const raw = new DatabaseSync(join(folder, 'kinora.db'))
  t.after(() => raw.close())
  assert.throws(() => raw.exec('update ledger set held_delta = 0'), /only ever added to/)
  assert.throws(() => raw.exec('delete from ledger'), /only ever added to/)
  await money.setCap({ scope: 'server', span: 'day', usdMicros: 150 }, 'me', 1_000)
  assert.throws(() => raw.exec("update budget set held_usd_micros = 151 where scope = 'server'"), /CHECK/)
})
