import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { EngineClass } from '../../spec/engine.ts'
import { ScriptedEngine, paidOffer, scriptedResult } from '../../spec/testing/scripted-engine.ts'
import { caller, draft, openHouse } from '../testing/house.ts'
import type { House } from '../testing/house.ts'

const HOUR_MS = 3_600_000

/** An engine whose process outlives ours, and that goes on after a cancel, as most. */
class Paid extends ScriptedEngine {
  constructor(engineClass: EngineClass = 'opaque') {
    super({ class: engineClass, offers: [paidOffer] })
  }

  override async close(): Promise<void> {
    return undefined
  }

  override async cancel(handle: { readonly render: string }): Promise<void> {
    this.cancelled.add(handle.render)
  }
}

async function running(house: House): Promise<string> {
  await house.drive()
  const { id } = await house.desk.create(draft, caller)
  await house.reaches(id, 'running')
  return id
}

async function money(house: House, id: string) {
  const { charge, finalUsdMicros } = await house.job(id)
  return [charge, finalUsdMicros]
}

const charged = (house: House, id: string) =>
  house.timing.until('a decision', async () => (await house.job(id)).charge !== 'unknown', 1_000)

test('a render that ends after its deadline is charged as the engine says, and never shown', async (t) => {
  const house = await openHouse(t, new Paid())
  const id = await running(house)
  const job = await house.reaches(id, 'failed', 10_000)
  assert.deepEqual([job.fault?.code, job.charge], ['engine_timeout', 'unknown'])
  assert.ok(!house.engine.released.has(`${id}-1`), 'it is not told to forget what is still asked about')
  await house.crash(HOUR_MS)
  await house.open()
  await house.drive()
  let opened = 0
  const video = async () => ((opened += 1), scriptedResult().video())
  house.engine.finish(`${id}-1`, scriptedResult({ video, costUsdMicros: 350_000 }))
  await charged(house, id)
  assert.deepEqual(await money(house, id), ['charged', 350_000])
  await house.timing.until('released', () => house.engine.released.has(`${id}-1`))
  assert.deepEqual([(await house.job(id)).state, opened, await house.files()], ['failed', 0, []])
  assert.equal(await house.rooms.queue.recover(), 0)
})

test('a cancel that came too late says so: the engine finished, and is paid what the order was said to cost', async (t) => {
  const house = await openHouse(t, new Paid())
  const id = await running(house)
  const video = await house.lineage.cancel(id, caller)
  assert.deepEqual([video.status, video.charge], ['failed', 'unknown'])
  assert.match(video.error?.message ?? '', /may charge for it/)
  house.engine.finish(`${id}-1`)
  await charged(house, id)
  assert.deepEqual(await money(house, id), ['charged', 400_000])
})

test('a cancel in time costs what the engine says of it: nothing', async (t) => {
  const house = await openHouse(t, new Paid())
  const id = await running(house)
  await house.lineage.cancel(id, caller)
  house.engine.fail(`${id}-1`, { code: 'cancelled', message: 'Stopped.' }, 0)
  await charged(house, id)
  assert.deepEqual(await money(house, id), ['none', 0])
})

test('a cancel during the start is listened to by the handle that came after it', async (t) => {
  const house = await openHouse(t, new Paid())
  const gate = Promise.withResolvers<void>()
  house.engine.startGate = gate.promise
  await house.drive()
  const { id } = await house.desk.create(draft, caller)
  await house.timing.until('called', () => house.engine.starts.size === 1)
  await house.lineage.cancel(id, caller)
  gate.resolve()
  await house.timing.until('told', () => house.engine.cancelled.has(`${id}-1`))
  house.engine.finish(`${id}-1`, scriptedResult({ costUsdMicros: 10_000 }))
  await charged(house, id)
  assert.deepEqual(await money(house, id), ['charged', 10_000])
})

test('it is asked ever more rarely, for a day; then a person decides', async (t) => {
  const house = await openHouse(t, new Paid())
  const id = await running(house)
  await house.lineage.cancel(id, caller)
  const [polls, startMs] = [house.engine.polls, house.timing.now()]
  const passed = (ms: number, stepMs: number) =>
    house.timing.until(`${ms} ms`, () => house.timing.now() - startMs >= ms, stepMs)
  await passed(HOUR_MS, 20_000)
  const first = house.engine.polls - polls
  assert.ok(first >= 5 && first <= 7, `${first} in the first hour`)
  await passed(25 * HOUR_MS, 150_000)
  const all = house.engine.polls - polls
  assert.ok(all >= 80 && all <= 100, `${all} in all`)
  assert.deepEqual(await money(house, id), ['unknown', null])
  assert.ok(house.engine.released.has(`${id}-1`))
  assert.deepEqual(await house.rooms.queue.names(), [])
})

test('an engine that failed and will not say what it took is not asked for ever', async (t) => {
  const house = await openHouse(t, new Paid())
  const id = await running(house)
  house.engine.fail(`${id}-1`, { code: 'engine_error', message: 'Broken.' }, null)
  await house.reaches(id, 'failed')
  await house.timing.until('no entry', async () => (await house.rooms.queue.names()).length === 0, 1_000)
  assert.deepEqual(await money(house, id), ['unknown', null])
})

test('a findable engine is searched on for what it may have taken; found late, it is called off and paid', async (t) => {
  const house = await openHouse(t, new Paid('findable'))
  const { engine } = house
  engine.nextStarts.push({ throws: new Error('socket hang up'), taken: true })
  for (let index = 0; index < 40; index += 1) engine.nextFinds.push(undefined)
  await house.drive()
  const { id } = await house.desk.create(draft, caller)
  assert.equal((await house.reaches(id, 'failed', 1_000)).fault?.code, 'outcome_unknown')
  engine.nextFinds.length = 0
  await house.timing.until('called off', () => engine.cancelled.has(`${id}-1`), 1_000)
  engine.fail(`${id}-1`, { code: 'cancelled', message: 'Stopped.' }, 120_000)
  await charged(house, id)
  assert.deepEqual(await money(house, id), ['charged', 120_000])
  assert.deepEqual([...engine.starts.values()], [1])
})
