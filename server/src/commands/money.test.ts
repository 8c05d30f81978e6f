import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import { createKeyDesk } from '../jobs/key-desk.ts'
import { createMoneyDesk } from '../jobs/money-desk.ts'
import { Fault } from '../spec/fault.ts'
import { move } from '../spec/job.ts'
import { exampleJob } from '../spec/testing/example-job.ts'
import { openBeside } from '../store/open-beside.ts'
import { openStore } from '../store/open-store.ts'
import { WrongUse } from './command.ts'
import { runBudgets } from './run-budgets.ts'
import { runCharges } from './run-charges.ts'
import { runKeys } from './run-keys.ts'
import { readUsd } from './usd.ts'

const now = () => Date.parse('2026-11-23T12:00:00Z')

/** A server's store with two charges nobody knows, and the commands beside it. */
async function opened(t: TestContext) {
  const folder = await mkdtemp(join(tmpdir(), 'kinora-commands-'))
  const server = await openStore({ folder: join(folder, 'data'), now })
  const beside = await openBeside({ folder: join(folder, 'data'), now })
  t.after(async () => {
    await beside.close()
    await server.close()
    await rm(folder, { recursive: true, force: true })
  })
  for (const id of ['video_a', 'video_b']) {
    const job = exampleJob(id, { charge: 'held', estimateUsdMicros: 400_000, createdAtMs: now() })
    await server.store.transact(async (rows) => {
      await rows.insertJob(job)
      await rows.moveJob(job, move(job, 'failed', { charge: 'unknown', endedAtMs: now() }))
    })
  }
  const money = createMoneyDesk({ ...beside, now })
  return {
    server,
    budgets: (...words: string[]) => runBudgets(words, money),
    charges: (...words: string[]) => runCharges(words, money),
    keys: (...words: string[]) => runKeys(words, createKeyDesk({ ...beside, now }), now),
  }
}

test('charges are listed and decided beside a running server, which sees it at once', async (t) => {
  const { server, charges } = await opened(t)
  assert.match(
    await charges('list'),
    /^VIDEO +OWNER .*\nvideo_a +owner-1 +scripted +2026-11-23 12:00 +\$0\.40 +-\nvideo_b/,
  )
  assert.equal(await charges('settle', 'video_a', '--usd', '0.35'), 'video_a: $0.35 were charged.\n')
  assert.match(await charges('release', 'video_b'), /video_b: nothing was charged/)
  await assert.rejects(charges('release', 'video_a'), (thrown) => {
    assert.ok(thrown instanceof Fault)
    assert.match(thrown.message, /'charged' \(\$0\.35\), decided before/)
    return true
  })
  assert.match(await charges('list'), /No charge waits/)
  assert.match(await charges('list', '--decided'), /video_a .*\$0\.35 +cli\nvideo_b .*\$0\.00 +cli\n/)
  const job = await server.store.job('video_a')
  assert.deepEqual([job?.charge, job?.finalUsdMicros], ['charged', 350_000])
})

test('caps are set, shown and lifted', async (t) => {
  const { server, budgets } = await opened(t)
  const set = await budgets('set', 'owner:owner-1', '--day', '5', '--total', '0.5')
  assert.match(set, /owner:owner-1 +day 2026-11-23 +\$5\.00 +\$0\.80 +\$0\.00 +\$4\.20\n/)
  assert.match(set, /owner:owner-1 +total +\$0\.50 +\$0\.80 +\$0\.00 +\$0\.00\n/)
  const job = exampleJob('video_c', { charge: 'held', estimateUsdMicros: 1, createdAtMs: now() })
  await assert.rejects(
    server.store.transact((rows) => rows.insertJob(job)),
    /Over budget/,
  )
  assert.match(await budgets('set', 'owner:owner-1', '--total', 'none'), /total +- /)
  await server.store.transact((rows) => rows.insertJob(job))
  assert.match(await budgets('list'), /^SCOPE .*\nserver +day/)
})

test('a key is made with its caps', async (t) => {
  const { server, keys, budgets } = await opened(t)
  const printed = await keys('create', '--name', 'Phone', '--budget-day', '5', '--budget-month', '50.25')
  assert.match(printed, /Budget {3}\$5\.00 a day, \$50\.25 a month\n/)
  const [, id = ''] = /Id {7}(key_\S+)/.exec(printed) ?? []
  assert.match(await budgets('list', `key:${id}`), /month 2026-11 +\$50\.25/)
  const job = exampleJob('video_c', { keyId: id, charge: 'held', estimateUsdMicros: 5_000_001, createdAtMs: now() })
  await assert.rejects(
    server.store.transact((rows) => rows.insertJob(job)),
    /cap of this key for the day 2026-11-23/,
  )
})

test('words that cannot be meant are refused, and change nothing', async (t) => {
  const { server, budgets, charges, keys } = await opened(t)
  const wrong = [
    () => budgets(),
    () => budgets('set', 'server'),
    () => budgets('set', 'server', '--year', '5'),
    () => budgets('set', 'server', '--day', '5,00'),
    () => charges('settle'),
    () => charges('settle', 'video_a', '--usd', '-1'),
    () => charges('release', 'video_a', 'video_b'),
    () => keys('create', '--name', 'X', '--budget-day', '$5'),
  ]
  for (const work of wrong) await assert.rejects(work, WrongUse, String(work))
  await assert.rejects(budgets('set', 'everyone', '--day', '5'), /Invalid value: 'everyone'/)
  assert.deepEqual(await server.money.capped(), [])
  assert.equal((await server.money.charges({ limit: 9, order: 'asc', decided: false })).length, 2)
  assert.deepEqual(await server.keys.all(), [])
})

test('sums are read to the micro-dollar', () => {
  assert.deepEqual(
    ['5', '0.35', '0.000001', '999999999.999999', '0.1'].map((text) => readUsd('usd', text)),
    [5_000_000, 350_000, 1, 999_999_999_999_999, 100_000],
  )
  for (const text of ['', '.5', '1e3', '-1', '0.0000001', '1 000', 'NaN'])
    assert.throws(() => readUsd('usd', text), WrongUse, text)
})
