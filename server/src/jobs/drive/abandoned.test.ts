import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ScriptedEngine, paidOffer } from '../../spec/testing/scripted-engine.ts'
import { createDriver } from './driver.ts'
import { caller, draft, openHouse } from '../testing/house.ts'
import type { House } from '../testing/house.ts'

class Paid extends ScriptedEngine {
  override async close(): Promise<void> {
    return undefined
  }
}

/** The same data folder, in a server that was started with another engine. */
async function withoutEngine(house: House) {
  await house.stop()
  await house.open()
  const { store, queue, blobs } = house.rooms
  const { timing } = house
  const engines = [new ScriptedEngine({ name: 'other' })]
  const driver = createDriver({ store, queue, blobs, timing, engines })
  await driver.start()
  return driver
}

test('jobs of an engine that is gone end after an hour: free where it never had them, else unknown', async (t) => {
  const house = await openHouse(t, new Paid({ class: 'opaque', slots: 1, offers: [paidOffer] }))
  await house.drive()
  const taken = (await house.desk.create(draft, caller)).id
  await house.reaches(taken, 'running')
  const waiting = (await house.desk.create(draft, caller)).id
  const driver = await withoutEngine(house)
  const startMs = house.timing.now()
  await house.timing.until('59 minutes', () => house.timing.now() - startMs > 3_540_000, 30_000)
  assert.deepEqual([(await house.job(taken)).state, (await house.job(waiting)).state], ['running', 'queued'])
  await house.reaches(waiting, 'failed', 30_000)
  await house.reaches(taken, 'failed', 30_000)
  assert.ok(house.timing.now() - startMs <= 3_660_000)
  const ends = [await house.job(taken), await house.job(waiting)]
  assert.deepEqual(
    ends.map(({ fault, charge }) => [fault?.code, charge]),
    [
      ['engine_unavailable', 'unknown'],
      ['engine_unavailable', 'none'],
    ],
  )
  await driver.stop()
})

test('an engine that comes back within the hour goes on with its jobs', async (t) => {
  const house = await openHouse(t, new Paid({ class: 'opaque', offers: [paidOffer] }))
  await house.drive()
  const { id } = await house.desk.create(draft, caller)
  await house.reaches(id, 'running')
  const driver = await withoutEngine(house)
  house.timing.advance(300_000)
  await driver.stop()
  await house.stop()
  await house.open()
  await house.drive()
  house.engine.finish(`${id}-1`)
  assert.equal((await house.reaches(id, 'completed')).charge, 'charged')
})
