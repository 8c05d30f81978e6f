import assert from 'node:assert/strict'
import { test } from 'node:test'
import { EngineStopped, NotStarted, Refused } from '../../spec/engine-errors.ts'
import { ScriptedEngine, paidOffer } from '../../spec/testing/scripted-engine.ts'
import type { ScriptedOptions } from '../../spec/testing/scripted-engine.ts'
import { caller, draft, openHouse } from '../testing/house.ts'

const paid = (options: ScriptedOptions) => new ScriptedEngine({ offers: [paidOffer], ...options })
const lost = { throws: new Error('socket hang up'), taken: true }
const unheard = { throws: new Error('socket hang up'), taken: false }
const full = { throws: new NotStarted('429', { retryAfterMs: 30_000 }), taken: false }
const stopped = (message = 'Top up the account.') => ({
  throws: new EngineStopped(message, { code: 'engine_unavailable', message: 'The engine takes no orders now.' }),
  taken: false,
})

test('a lost answer of a findable engine is looked for, and its render adopted', async (t) => {
  const house = await openHouse(t, paid({ class: 'findable' }))
  house.engine.nextStarts.push(lost)
  house.engine.nextFinds.push(undefined, new Error('reset'), undefined)
  await house.drive()
  const { id } = await house.desk.create(draft, caller)
  await house.reaches(id, 'running')
  assert.deepEqual([...house.engine.starts], [[`${id}-1`, 1]])
  assert.equal(house.engine.finds.length, 4)
  house.engine.finish(`${id}-1`)
  assert.equal((await house.reaches(id, 'completed')).charge, 'charged')
})

test('what a findable engine surely does not have is sent again under the same key', async (t) => {
  const house = await openHouse(t, paid({ class: 'findable' }))
  house.engine.nextStarts.push(unheard, unheard)
  await house.drive()
  const { id } = await house.desk.create(draft, caller)
  await house.reaches(id, 'running')
  assert.deepEqual([...house.engine.starts], [[`${id}-1`, 3]])
  for (let index = 0; index < 5; index += 1) house.engine.nextStarts.push(unheard)
  const second = await house.desk.create(draft, caller)
  assert.equal((await house.reaches(second.id, 'failed')).fault?.code, 'outcome_unknown')
  assert.equal(house.engine.starts.get(`${second.id}-1`), 5)
})

test('what is neither found nor absent for ten minutes is unknown, and never sent again', async (t) => {
  const house = await openHouse(t, paid({ class: 'findable' }))
  house.engine.nextStarts.push(lost)
  for (let index = 0; index < 100; index += 1) house.engine.nextFinds.push(undefined)
  await house.drive()
  const { id } = await house.desk.create(draft, caller)
  const startMs = house.timing.now()
  const job = await house.reaches(id, 'failed', 1_000)
  assert.deepEqual([job.fault?.code, job.charge], ['outcome_unknown', 'unknown'])
  const tookMs = house.timing.now() - startMs
  assert.ok(tookMs >= 600_000 && tookMs < 660_000, `${tookMs} ms`)
  assert.deepEqual([...house.engine.starts.values()], [1])
})

test('an engine without room is no strike: the job waits as long as it says, then goes on with the same attempt', async (t) => {
  const house = await openHouse(t, paid({ class: 'opaque' }))
  for (let index = 0; index < 8; index += 1) house.engine.nextStarts.push(full)
  await house.drive()
  const { id } = await house.desk.create(draft, caller)
  await house.timing.until('asked once', () => house.engine.starts.size === 1)
  house.timing.advance(20_000)
  await house.timing.until('a while', () => house.engine.nextStarts.length < 8, 0)
  await house.reaches(id, 'running', 1_000)
  assert.deepEqual([...house.engine.starts], [[`${id}-1`, 9]])
  assert.equal((await house.rooms.store.attempts(id)).length, 1)
})

test('after a lost answer, a refused connection or a full engine does not mean that it was never sent', async (t) => {
  const house = await openHouse(t, paid({ class: 'idempotent' }))
  house.engine.nextStarts.push(lost, { throws: new NotStarted('down'), taken: false }, full)
  await house.drive()
  const { id } = await house.desk.create(draft, caller)
  await house.reaches(id, 'running', 1_000)
  assert.deepEqual([...house.engine.starts], [[`${id}-1`, 4]])
  house.engine.nextStarts.push(lost, stopped())
  const second = await house.desk.create(draft, caller)
  const job = await house.reaches(second.id, 'failed')
  assert.deepEqual([job.fault?.code, job.charge], ['outcome_unknown', 'unknown'])
})

test('a refusal costs what the engine says', async (t) => {
  for (const [said, cost] of [
    [undefined, ['none', 0]],
    [50_000, ['charged', 50_000]],
    [null, ['unknown', null]],
  ] as const) {
    const house = await openHouse(t, paid({ class: 'opaque' }))
    const fault = { code: 'moderation_blocked', message: 'No.' } as const
    const options = said === undefined ? {} : { costUsdMicros: said }
    house.engine.nextStarts.push({ throws: new Refused(fault, options), taken: false })
    await house.drive()
    const { id } = await house.desk.create(draft, caller)
    const job = await house.reaches(id, 'failed')
    assert.deepEqual([job.charge, job.finalUsdMicros], cost)
  }
})

test('an engine that takes nothing is told of once, takes nothing more until it is ready, and creates queue', async (t) => {
  const house = await openHouse(t, paid({ class: 'opaque', slots: 1 }))
  const { engine, desk } = house
  engine.health = { ready: false, reason: 'Top up the account.' }
  engine.nextStarts.push(stopped())
  await house.drive()
  const first = await desk.create(draft, caller)
  const job = await house.reaches(first.id, 'failed')
  assert.deepEqual([job.fault?.code, job.charge], ['engine_unavailable', 'none'])
  const next = [await desk.create(draft, caller), await desk.create(draft, caller)]
  assert.deepEqual(desk.engines().get('scripted'), { ready: false, reason: 'Top up the account.' })
  const sinceMs = house.timing.now()
  await house.timing.until('three minutes', () => house.timing.now() - sinceMs > 180_000, 1_000)
  assert.equal(engine.starts.size, 1, 'nothing was claimed')
  assert.equal((await desk.find(next[0]?.id ?? '', caller))?.status, 'queued')
  engine.health = { ready: true }
  await house.reaches(next[0]?.id ?? '', 'running', 1_000)
  assert.deepEqual(desk.engines().get('scripted')?.ready, true)
  assert.equal(house.troubles.length, 1)
})
