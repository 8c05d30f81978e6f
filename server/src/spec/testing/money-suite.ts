import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { TestContext } from 'node:test'
import { Fault } from '../fault.ts'
import { move } from '../job.ts'
import type { JobIn } from '../job.ts'
import { leftOf } from '../money.ts'
import type { MoneyStore } from '../money.ts'
import type { Store } from '../store.ts'
import type { UsageReads } from '../usage.ts'
import { checkBooks, liveAtRandom } from './books.ts'
import { exampleJob } from './example-job.ts'

export interface Purse {
  readonly store: Store
  readonly money: MoneyStore
  readonly usage: UsageReads
}

/** Opens a store that lives as long as the test. */
export type OpenPurse = (t: TestContext) => Promise<Purse>

const noon = Date.parse('2026-11-23T12:00:00Z')
const cent = 10_000

function paid(id: string, changes: Partial<JobIn<'queued'>> = {}): JobIn<'queued'> {
  return exampleJob(id, { estimateUsdMicros: 40 * cent, charge: 'held', createdAtMs: noon, ...changes })
}

const keep = ({ store }: Purse, job: JobIn<'queued'>) => store.transact((rows) => rows.insertJob(job))

/** Ends a job with this charge, as a driver would. */
async function end({ store }: Purse, job: JobIn<'queued'>, charge: 'charged' | 'none' | 'unknown', cost?: number) {
  const ended = move(job, 'failed', { charge, finalUsdMicros: cost ?? null, endedAtMs: noon + 5 })
  assert.equal(await store.transact((rows) => rows.moveJob(job, ended)), true)
}

const isOverBudget = (thrown: unknown): boolean => thrown instanceof Fault && thrown.code === 'insufficient_quota'

/** The contract of money that every store keeps. */
export function moneySuite(name: string, open: OpenPurse): void {
  describe(`${name} keeps the money contract`, () => {
    holds(open)
    truths(open)
    decisions(open)
    test('after random lives the ledger sums to the bills, the budgets, the usage and the jobs', (t) =>
      liveAtRandom(() => open(t)))
  })
}

function holds(open: OpenPurse): void {
  test('an estimate is held everywhere it counts, and goes back whole when nothing was charged', async (t) => {
    const purse = await open(t)
    const job = paid('video_a')
    await keep(purse, job)
    const scopes = ['server', 'owner:owner-1', 'key:key-1'] as const
    const held = await purse.money.budgets(scopes, noon)
    assert.deepEqual(
      held.map(({ heldUsdMicros }) => heldUsdMicros),
      Array.from({ length: 9 }, () => 40 * cent),
    )
    await end(purse, job, 'none', 0)
    const after = await purse.money.budgets(scopes, noon)
    assert.ok(after.every(({ heldUsdMicros, spentUsdMicros }) => heldUsdMicros + spentUsdMicros === 0))
    const kinds = (await purse.money.ledger({ limit: 9, order: 'asc' })).map(({ kind }) => kind)
    assert.deepEqual(kinds, ['hold', 'release'])
  })
  test('a cap without room says which, and leaves no row, hold or line', async (t) => {
    const purse = await open(t)
    await purse.money.setCap({ scope: 'server', span: 'month', usdMicros: 900 * cent }, 'me', noon)
    await purse.money.setCap({ scope: 'key:key-1', span: 'day', usdMicros: 100 * cent }, 'me', noon)
    await keep(purse, paid('video_a'))
    await keep(purse, paid('video_b'))
    await assert.rejects(keep(purse, paid('video_c')), (thrown) => {
      assert.ok(isOverBudget(thrown))
      assert.equal(
        (thrown as Fault).message,
        'Over budget: this video needs $0.40. The cap of this key for the day 2026-11-23 (UTC) is $1.00: ' +
          '$0.00 spent, $0.80 held, $0.20 left.',
      )
      return true
    })
    assert.equal(await purse.store.job('video_c'), undefined)
    assert.equal(await purse.money.bill('video_c'), undefined)
    await keep(purse, paid('video_d', { keyId: 'key-2' }))
    await keep(purse, paid('video_e', { createdAtMs: noon + 86_400_000 }))
    await checkBooks(purse, ['video_a', 'video_b', 'video_d', 'video_e'])
  })
  for (const scope of ['server', 'owner:owner-1', 'key:key-1'] as const)
    test(`of 100 at once exactly those for which ${scope} has room are taken`, async (t) => {
      const purse = await open(t)
      await purse.money.setCap({ scope, span: 'total', usdMicros: 30 * 40 * cent + 39 * cent }, 'me', noon)
      const ids = Array.from({ length: 100 }, (_, index) => `video_${index}`)
      const tried = await Promise.allSettled(ids.map((id) => keep(purse, paid(id))))
      const taken = ids.filter((_, index) => tried[index]?.status === 'fulfilled')
      assert.equal(taken.length, 30)
      assert.ok(tried.every((one) => one.status === 'fulfilled' || isOverBudget(one.reason)))
      await checkBooks(purse, taken)
    })
}

function truths(open: OpenPurse): void {
  test('what a job costs goes to the day and month that held it, however late it is known', async (t) => {
    const purse = await open(t)
    const lastMoment = Date.parse('2026-11-30T23:59:59.999Z')
    const job = paid('video_a', { createdAtMs: lastMoment })
    await keep(purse, job)
    await end(purse, job, 'charged', 30 * cent)
    const spent = async (atMs: number) =>
      (await purse.money.budgets(['server'], atMs)).map(({ spentUsdMicros }) => spentUsdMicros / cent)
    assert.deepEqual(await spent(lastMoment), [30, 30, 30])
    assert.deepEqual(await spent(lastMoment + 1), [0, 0, 30])
    const [row] = await purse.usage.usage('owner-1', '2026-11-30', '2026-11-30')
    assert.equal(row?.finalUsdMicros, 30 * cent)
  })
  test('a job cannot end while it holds money that nobody has to decide', async (t) => {
    const purse = await open(t)
    const job = paid('video_a')
    await keep(purse, job)
    await assert.rejects(
      purse.store.transact((rows) => rows.moveJob(job, move(job, 'failed'))),
      /what became of its money/,
    )
    assert.equal((await purse.store.job('video_a'))?.state, 'queued')
  })
  test('a cap counts in periods that a clock ahead of its time began, and not in those gone by', async (t) => {
    const purse = await open(t)
    const days = [-1, 0, 1].map((count) => noon + count * 86_400_000)
    for (const createdAtMs of days) await keep(purse, paid(`video_${createdAtMs}`, { createdAtMs }))
    await purse.money.setCap({ scope: 'server', span: 'day', usdMicros: cent }, 'me', noon)
    const caps = await Promise.all(
      days.map(async (atMs) => (await purse.money.budgets(['server'], atMs))[0]?.capUsdMicros),
    )
    assert.deepEqual(caps, [null, cent, cent])
  })
  test('an engine that charges more than was held is written down as it is, and leaves no room', async (t) => {
    const purse = await open(t)
    await purse.money.setCap({ scope: 'server', span: 'total', usdMicros: 100 * cent }, 'me', noon)
    const [first, second] = [paid('video_a'), paid('video_b')]
    await keep(purse, first)
    await keep(purse, second)
    await end(purse, first, 'charged', 150 * cent)
    const total = async () => (await purse.money.budgets(['server'], noon)).at(-1)
    assert.equal((await total())?.spentUsdMicros, 150 * cent)
    await end(purse, second, 'none', 0)
    const now = await total()
    assert.equal(now && leftOf(now), 0)
    await assert.rejects(keep(purse, paid('video_c', { estimateUsdMicros: 1 })), isOverBudget)
    await checkBooks(purse, ['video_a', 'video_b'])
  })
  test('a cap below what is used leaves no room; a higher one, or none, does', async (t) => {
    const purse = await open(t)
    await keep(purse, paid('video_a'))
    await purse.money.setCap({ scope: 'server', span: 'day', usdMicros: 10 * cent }, 'me', noon)
    await assert.rejects(keep(purse, paid('video_b')), isOverBudget)
    await purse.money.setCap({ scope: 'server', span: 'day', usdMicros: 80 * cent }, 'me', noon)
    await keep(purse, paid('video_b'))
    await assert.rejects(keep(purse, paid('video_c')), isOverBudget)
    assert.deepEqual(await purse.money.capped(), ['server'])
    await purse.money.setCap({ scope: 'server', span: 'day', usdMicros: null }, 'me', noon)
    await keep(purse, paid('video_c'))
    assert.deepEqual(await purse.money.capped(), [])
  })
}

function decisions(open: OpenPurse): void {
  test('an unknown charge stays held until someone decides it, once, also after the video was deleted', async (t) => {
    const purse = await open(t)
    const [first, second] = [paid('video_a'), paid('video_b')]
    for (const job of [first, second]) {
      await keep(purse, job)
      await end(purse, job, 'unknown')
    }
    const waiting = await purse.money.charges({ limit: 9, order: 'asc', decided: false })
    assert.deepEqual(
      waiting.map(({ jobId, heldUsdMicros }) => [jobId, heldUsdMicros]),
      [
        ['video_a', 40 * cent],
        ['video_b', 40 * cent],
      ],
    )
    await purse.store.transact((rows) => rows.deleteJob('video_b'))
    const decide = (id: string, cost: number) =>
      purse.store.transact((rows) => rows.settleUnknown(id, cost, `judge of ${cost}`))
    for (const { id } of [first, second]) {
      const costs = Array.from({ length: 20 }, (_, index) => index * cent)
      const won = await Promise.all(costs.map((cost) => decide(id, cost)))
      const winners = costs.filter((_, index) => won[index])
      assert.equal(winners.length, 1)
      const bill = await purse.money.bill(id)
      assert.deepEqual([bill?.spentUsdMicros, bill?.heldUsdMicros], [winners[0], 0])
      assert.equal(bill?.decidedBy, `judge of ${winners[0]}`)
    }
    const job = await purse.store.job('video_a')
    assert.deepEqual([job?.state, job?.finalUsdMicros], ['failed', (await purse.money.bill('video_a'))?.spentUsdMicros])
    assert.equal((await purse.money.charges({ limit: 9, order: 'asc', decided: true })).length, 2)
    assert.equal((await purse.money.ledger({ limit: 9, order: 'asc' })).length, 4)
    await checkBooks(purse, ['video_a', 'video_b'])
  })
  test('only an unknown charge can be decided, with whole money', async (t) => {
    const purse = await open(t)
    const job = paid('video_a')
    await keep(purse, job)
    const decide = (cost: number) => purse.store.transact((rows) => rows.settleUnknown('video_a', cost, 'me'))
    assert.equal(await decide(0), false)
    await end(purse, job, 'charged', 5)
    assert.equal(await decide(0), false)
    for (const wrong of [-1, 0.5, Number.NaN, 2 ** 60]) await assert.rejects(decide(wrong), RangeError)
    assert.equal(await purse.store.transact((rows) => rows.settleUnknown('video_nope', 0, 'me')), false)
  })
}
