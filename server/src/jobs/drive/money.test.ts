import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import { CONSENT_TEXTS } from '../../spec/consent.ts'
import { Fault } from '../../spec/fault.ts'
import { checkBooks } from '../../spec/testing/books.ts'
import { ScriptedEngine, paidOffer, scriptedResult } from '../../spec/testing/scripted-engine.ts'
import { createRoutes } from '../desk/routes.ts'
import { caller, draft, openHouse } from '../testing/house.ts'
import type { House } from '../testing/house.ts'

const paidHouse = (t: TestContext) => openHouse(t, new ScriptedEngine({ class: 'opaque', offers: [paidOffer] }))

/** Creates a video of 4 s for 0.40 USD and waits until its engine has it. Gives its id and the engine's key. */
async function begin(house: House): Promise<{ id: string; key: string }> {
  const { id } = await house.desk.create(draft, caller)
  await house.reaches(id, 'running')
  return { id, key: `${id}-1` }
}

test('a create over budget is refused with the figures and leaves neither row nor file', async (t) => {
  const house = await paidHouse(t)
  const cap = { scope: `key:${caller.keyId}`, span: 'total', usdMicros: 399_999 } as const
  await house.rooms.money.setCap(cap, 'me', house.timing.now())
  const uploads = [await house.upload('anna')]
  const consent = { version: CONSENT_TEXTS[0].version, attestedBy: 'self' }
  await assert.rejects(
    house.desk.create({ ...draft, prompt: '@person1 waves', uploads, consent }, caller),
    (thrown) => {
      assert.ok(thrown instanceof Fault)
      assert.equal(thrown.code, 'insufficient_quota')
      assert.match(thrown.message, /needs \$0\.40\. The cap of this key is \$0\.399999: \$0\.00 spent, \$0\.00 held/)
      return true
    },
  )
  assert.deepEqual(await house.rooms.store.jobsOf(caller.owner, { limit: 9, order: 'asc' }), [])
  assert.deepEqual(await house.files(), [])
  await checkBooks(house.rooms, [])
})

const cases = [
  ['what the engine says is spent, the rest goes back', 300_000, 300_000, 0, 0],
  ['what the engine does not say is the estimate', null, 400_000, 0, 0],
  ['a little more than the estimate is told to the owner', 500_000, 500_000, 1, 0],
  ['more than twice the estimate alarms the operator too', 900_000, 900_000, 1, 1],
  ['a sum that cannot be meant counts as not said', 5e12, 400_000, 0, 0],
] as const
for (const [name, said, spent, warnings, alarms] of cases)
  test(`a finished video: ${name}`, async (t) => {
    const house = await paidHouse(t)
    await house.drive()
    const { id, key } = await begin(house)
    house.engine.finish(key, scriptedResult({ costUsdMicros: said }))
    const job = await house.reaches(id, 'completed')
    assert.deepEqual([job.charge, job.finalUsdMicros, job.warnings.length], ['charged', spent, warnings])
    await house.timing.until('the alarms', () => house.troubles.length >= alarms)
    assert.equal(house.troubles.length, alarms)
    if (alarms > 0) assert.match(String(house.troubles[0]), /charged \$0\.90; the estimate was \$0\.40/)
    await checkBooks(house.rooms, [id])
  })

test('a failure costs what the engine says; said nothing, it waits for a person with its money held', async (t) => {
  const house = await paidHouse(t)
  await house.drive()
  const ids: string[] = []
  const fault = { code: 'engine_error', message: 'It broke.' } as const
  for (const said of [0, 100_000, null]) {
    const { id, key } = await begin(house)
    house.engine.fail(key, fault, said)
    await house.reaches(id, 'failed')
    ids.push(id)
  }
  const bills = await Promise.all(ids.map((id) => house.rooms.money.bill(id)))
  assert.deepEqual(
    bills.map((bill) => [bill?.charge, bill?.heldUsdMicros, bill?.spentUsdMicros]),
    [
      ['none', 0, 0],
      ['charged', 0, 100_000],
      ['unknown', 400_000, 0],
    ],
  )
  await checkBooks(house.rooms, ids)
})

test('a video that is deleted before it began gives its hold back; usage and books remember both', async (t) => {
  const house = await paidHouse(t)
  const { id } = await house.desk.create(draft, caller)
  assert.equal(await house.desk.remove(id, caller), true)
  assert.equal((await house.rooms.money.bill(id))?.charge, 'none')
  await house.drive()
  const running = await begin(house)
  assert.equal(await house.desk.remove(running.id, caller), true)
  assert.deepEqual((await house.rooms.money.bill(running.id))?.heldUsdMicros, 400_000)
  const day = new Date(house.timing.now()).toISOString().slice(0, 10)
  const [row] = await house.rooms.usage.usage(caller.owner, day, day)
  assert.deepEqual([row?.videos, row?.failed, row?.unsettled], [2, 2, 1])
  await checkBooks(house.rooms, [id, running.id])
})

test('an offer that is free in one quality and not in another stops the start', () => {
  for (const high of [0, -1, 0.5, Number.NaN]) {
    const offers = [{ ...paidOffer, usdMicrosPerSecond: { standard: 100, high } }]
    const engine = new ScriptedEngine({ offers })
    assert.throws(() => createRoutes([engine], {}, 0), /"scripted" offers "scripted-1" at 100 and/)
  }
})
