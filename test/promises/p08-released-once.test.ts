import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { createMoneyDesk } from '../../server/src/jobs/money-desk.ts'
import { caller, draft, openHouse } from '../../server/src/jobs/testing/house.ts'
import type { House } from '../../server/src/jobs/testing/house.ts'
import type { Fault } from '../../server/src/spec/fault.ts'
import { move } from '../../server/src/spec/job.ts'
import type { JobChanges, JobIn } from '../../server/src/spec/job.ts'
import type { LedgerEntry } from '../../server/src/spec/money.ts'
import { checkBooks } from '../../server/src/spec/testing/books.ts'
import { ScriptedEngine, paidOffer } from '../../server/src/spec/testing/scripted-engine.ts'
import { promise } from '../kit/promise.ts'

const RACERS = 1_000

/** A video of 0.40 USD that its engine has taken. */
async function begin(house: House): Promise<JobIn<'running'>> {
  const { id } = await house.desk.create(draft, caller)
  const job = await house.reaches(id, 'running')
  if (job.state !== 'running') throw new Error(`It is ${job.state}.`)
  return job
}

const paidHouse = (t: TestContext) => openHouse(t, new ScriptedEngine({ class: 'opaque', offers: [paidOffer] }))

const linesOf = ({ rooms }: House, jobId: string): Promise<readonly LedgerEntry[]> =>
  rooms.money.ledger({ limit: 100, order: 'asc', jobId })

promise('P8', 'pollers, sweepers and owners race to end one running video', async (t) => {
  const house = await paidHouse(t)
  await house.drive()
  const job = await begin(house)
  const endedAtMs = house.timing.now()
  const seen: readonly JobChanges[] = [
    { charge: 'none', finalUsdMicros: 0, endedAtMs },
    { charge: 'charged', finalUsdMicros: 100_000, endedAtMs },
  ]
  const racers = Array.from({ length: RACERS }, async (_, index): Promise<boolean> => {
    if (index % 4 === 3) return (await house.lineage.cancel(job.id, caller)).status === 'in_progress'
    if (index % 4 === 2) return house.rooms.store.transact((rows) => rows.settleUnknown(job.id, 0, 'a sweeper'))
    return house.rooms.store.transact((rows) => rows.moveJob(job, move(job, 'failed', seen[index % 4] ?? {})))
  })
  const won = (await Promise.all(racers)).filter(Boolean).length
  const lines = await linesOf(house, job.id)
  const given = lines.filter(({ heldDeltaUsdMicros }) => heldDeltaUsdMicros < 0)
  assert.deepEqual(
    lines.map(({ heldDeltaUsdMicros }) => heldDeltaUsdMicros),
    [400_000, -400_000],
  )
  assert.equal((await house.rooms.money.bill(job.id))?.heldUsdMicros, 0)
  assert.equal((await house.rooms.store.events(job.id, 0)).filter(({ type }) => type === 'failed').length, 1)
  await checkBooks(house.rooms, [job.id])
  assert.equal(won, 1)
  return `${RACERS} at once: ${given.length} release or settlement`
})

promise('P8', 'people decide one unknown charge at the same moment, some settle and some release', async (t) => {
  const house = await paidHouse(t)
  await house.drive()
  const job = await begin(house)
  const broken = { code: 'engine_error', message: 'It broke.' } as const
  house.engine.fail(`${job.id}-1`, broken, null)
  await house.reaches(job.id, 'failed')
  assert.equal((await house.job(job.id)).charge, 'unknown')
  const desk = createMoneyDesk({ ...house.rooms, now: house.timing.now })
  const answers = await Promise.allSettled(
    Array.from({ length: RACERS }, (_, index) =>
      desk.decide(job.id, { decision: index % 2 === 0 ? 'none' : 'charged' }, `key_${index}`),
    ),
  )
  const taken = answers.filter(({ status }) => status === 'fulfilled')
  assert.equal(taken.length, 1)
  for (const answer of answers) {
    if (answer.status === 'rejected') assert.equal((answer.reason as Fault).code, 'charge_not_unknown')
  }
  const lines = await linesOf(house, job.id)
  assert.deepEqual(
    lines.map(({ heldDeltaUsdMicros }) => heldDeltaUsdMicros),
    [400_000, -400_000],
  )
  await checkBooks(house.rooms, [job.id])
  return `${RACERS} at once: ${taken.length} decision, ${lines.length - 1} line of the ledger`
})

promise('P8', 'a failed video costs what the engine says it charged', async (t) => {
  const house = await paidHouse(t)
  await house.drive()
  const said = [0, 1, 123_456, 400_000, 1_000_000]
  const spent: (number | undefined)[] = []
  const ids: string[] = []
  for (const cost of said) {
    const { id } = await begin(house)
    house.engine.fail(`${id}-1`, { code: 'moderation_blocked', message: 'It was refused.' }, cost)
    await house.reaches(id, 'failed')
    ids.push(id)
    spent.push((await house.rooms.money.bill(id))?.spentUsdMicros)
  }
  assert.deepEqual(spent, said)
  await checkBooks(house.rooms, ids)
  return `${said.length} of ${spent.length} to the micro-dollar`
})
