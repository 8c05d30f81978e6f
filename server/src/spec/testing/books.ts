import assert from 'node:assert/strict'
import { move } from '../job.ts'
import type { Job, JobChanges } from '../job.ts'
import { SPANS, leftOf, periodOf, scopesOf } from '../money.ts'
import type { Bill, BudgetScope, LedgerEntry } from '../money.ts'
import type { Rows } from '../store.ts'
import { exampleJob } from './example-job.ts'
import type { Purse } from './money-suite.ts'

const sum = (values: readonly number[]): number => values.reduce((all, one) => all + one, 0)

async function wholeLedger({ money }: Purse): Promise<readonly LedgerEntry[]> {
  const all: LedgerEntry[] = []
  for (;;) {
    const last = all.at(-1)?.seq
    const page = await money.ledger({ limit: 50, order: 'asc', ...(last !== undefined && { after: last }) })
    if (page.length === 0) return all
    all.push(...page)
  }
}

/** Every book says the same of these jobs, which must be all there ever were; what was deleted may lack its job. */
export async function checkBooks(purse: Purse, ids: readonly string[]): Promise<void> {
  const ledger = await wholeLedger(purse)
  const bills: Bill[] = []
  for (const id of ids) {
    const bill = await purse.money.bill(id)
    assert.ok(bill, `${id} has a bill`)
    bills.push(bill)
    const own = ledger.filter(({ jobId }) => jobId === id)
    const said = [bill.heldUsdMicros, bill.spentUsdMicros]
    assert.deepEqual(
      [sum(own.map((one) => one.heldDeltaUsdMicros)), sum(own.map((one) => one.spentDeltaUsdMicros))],
      said,
    )
    const job = await purse.store.job(id)
    if (job) assert.deepEqual([heldBy(job), job.charge === 'charged' ? job.finalUsdMicros : 0], said)
  }
  assert.ok(ledger.every(({ jobId }) => ids.includes(jobId)))
  await checkBudgets(purse, bills)
  await checkUsage(purse, bills)
}

const heldBy = ({ charge, estimateUsdMicros }: Job): number =>
  charge === 'held' || charge === 'unknown' ? estimateUsdMicros : 0

async function checkBudgets({ money }: Purse, bills: readonly Bill[]): Promise<void> {
  const scopes = [...new Set(bills.flatMap(scopesOf))]
  for (const atMs of new Set(bills.map(({ createdAtMs }) => createdAtMs)))
    for (const budget of await money.budgets(scopes, atMs)) {
      const counted = bills.filter(
        (bill) => scopesOf(bill).includes(budget.scope) && periodOf(budget.span, bill.createdAtMs) === budget.period,
      )
      assert.equal(budget.heldUsdMicros, sum(counted.map(({ heldUsdMicros }) => heldUsdMicros)), budget.scope)
      assert.equal(budget.spentUsdMicros, sum(counted.map(({ spentUsdMicros }) => spentUsdMicros)), budget.scope)
    }
}

async function checkUsage({ usage }: Purse, bills: readonly Bill[]): Promise<void> {
  for (const owner of new Set(bills.map((bill) => bill.owner))) {
    const own = bills.filter((bill) => bill.owner === owner)
    const rows = await usage.usage(owner, '2000-01-01', '2099-12-31')
    assert.equal(sum(rows.map(({ videos }) => videos)), own.length)
    assert.equal(sum(rows.map((row) => row.finalUsdMicros)), sum(own.map(({ spentUsdMicros }) => spentUsdMicros)))
    assert.equal(sum(rows.map((row) => row.unsettled)), own.filter(({ charge }) => /held|unknown/.test(charge)).length)
  }
}

/** The same numbers for the same seed (mulberry32). */
function dice(seed: number): (sides: number) => number {
  let state = seed
  return (sides) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % sides
  }
}

const DAY_MS = 86_400_000
const start = Date.parse('2026-11-28T12:00:00Z')

/** Many short histories of a few jobs each; a failure names the seed. */
export async function liveAtRandom(open: () => Promise<Purse>): Promise<void> {
  const purse = await open()
  const seed = Math.floor(Math.random() * 2 ** 32)
  const roll = dice(seed)
  try {
    const ids: string[] = []
    for (let step = 0; step < 400; step += 1) await live(purse, roll, ids)
    await checkBooks(purse, ids)
    assert.ok(ids.length > 5 && (await wholeLedger(purse)).length > 5, 'something happened')
  } catch (thrown) {
    throw new Error(`seed ${seed}`, { cause: thrown })
  }
}

type Roll = (sides: number) => number

/** One step of anybody's: a create, a move, a decision, a deletion, a cap, or several of them undone together. */
async function live(purse: Purse, roll: Roll, ids: string[]): Promise<void> {
  const kind = roll(20)
  const id = ids[roll(Math.max(1, ids.length))] ?? ''
  if (kind < 5) return create(purse, roll, ids)
  if (kind === 5) return setSomeCap(purse, roll)
  const undone = kind === 6
  const work = async (rows: Rows): Promise<void> => {
    const job = await rows.job(id)
    if (kind === 7) await rows.settleUnknown(id, roll(3) * 70_001, 'someone')
    else if (kind === 8 && roll(4) === 0) await rows.deleteJob(id)
    else if (job) await moveOn(rows, job, roll)
    if (undone) throw new Error('undone')
  }
  await purse.store.transact(work).catch((thrown: Error) => {
    if (thrown.message !== 'undone') throw thrown
  })
}

async function create(purse: Purse, roll: Roll, ids: string[]): Promise<void> {
  const estimateUsdMicros = roll(4) * 50_000
  const job = exampleJob(`video_${ids.length}`, {
    owner: `owner-${roll(2)}`,
    keyId: `key-${roll(3)}`,
    estimateUsdMicros,
    charge: estimateUsdMicros > 0 ? 'held' : 'none',
    createdAtMs: start + roll(4) * DAY_MS,
  })
  const room = (await purse.money.budgets(scopesOf(job), job.createdAtMs)).map(leftOf)
  const fits = room.every((left) => left === null || left >= estimateUsdMicros) || estimateUsdMicros === 0
  const taken = await purse.store
    .transact((rows) => rows.insertJob(job))
    .then(
      () => true,
      () => false,
    )
  assert.equal(taken, fits, 'a create is taken when, and only when, every cap has room')
  if (taken) ids.push(job.id)
}

async function setSomeCap({ money }: Purse, roll: Roll): Promise<void> {
  const scopes: readonly BudgetScope[] = ['server', 'owner:owner-0', 'owner:owner-1', 'key:key-0', 'key:key-2']
  const cap = roll(2) === 0 ? null : roll(40) * 50_000
  const place = { scope: scopes[roll(5)] ?? 'server', span: SPANS[roll(3)] ?? 'day' } as const
  await money.setCap({ ...place, usdMicros: cap }, 'me', start + roll(4) * DAY_MS)
}

const MONEY: readonly JobChanges[] = [
  { charge: 'none', finalUsdMicros: 0 },
  { charge: 'charged', finalUsdMicros: 40_000 },
  { charge: 'charged', finalUsdMicros: 999_999 },
  { charge: 'unknown', finalUsdMicros: null },
]

async function moveOn(rows: Rows, job: Job, roll: Roll): Promise<void> {
  const ending = { endedAtMs: start, ...MONEY[roll(MONEY.length)] }
  const to = nextOf(job, roll, ending)
  if (to) await rows.moveJob(job, to)
}

function nextOf(job: Job, roll: Roll, ending: JobChanges): Job | undefined {
  const broken = roll(3) === 0
  switch (job.state) {
    case 'queued':
      return broken ? move(job, 'cancelled', ending) : move(job, 'submitting', { attempt: 1 })
    case 'submitting':
      return broken ? move(job, 'failed', ending) : move(job, 'running')
    case 'running':
      return broken ? move(job, 'failed', ending) : move(job, 'storing')
    case 'storing':
      return move(job, broken ? 'failed' : 'completed', ending)
    case 'completed':
    case 'failed':
    case 'cancelled':
      break
  }
  return undefined
}
