import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NotStarted, Refused } from '../../spec/engine-errors.ts'
import { read } from '../../spec/testing/blobs-suite.ts'
import { ScriptedEngine, paidOffer, scriptedResult } from '../../spec/testing/scripted-engine.ts'
import { caller, draft, openHouse } from '../testing/house.ts'

const refusal = () => ({ throws: new NotStarted('down'), taken: false })

test('a job lives its whole life, and its files are kept before the engine may drop them', async (t) => {
  const house = await openHouse(t)
  const { desk, engine, rooms } = house
  await house.drive()
  const { id, status } = await desk.create(draft, caller)
  assert.equal(status, 'queued')
  await house.reaches(id, 'running')
  engine.progress(`${id}-1`, 0.426)
  await house.timing.until('progress shows', async () => (await desk.find(id, caller))?.progress === 42)
  engine.progress(`${id}-1`, 0.1)
  house.timing.advance(5_000)
  engine.finish(`${id}-1`, scriptedResult({ warnings: ['No sound.'] }))
  await house.timing.until('released', () => engine.released.has(`${id}-1`))
  const video = await desk.find(id, caller)
  assert.deepEqual([video?.status, video?.progress, video?.warnings], ['completed', 100, ['No sound.']])
  const types = (await rooms.store.events(id, 0)).map(({ type }) => type)
  assert.deepEqual(types, ['queued', 'submitting', 'running', 'storing', 'completed'])
  const file = await desk.content(id, 'video', caller)
  assert.equal(String(await read(await file.open())), 'scripted video')
  assert.deepEqual(await house.files(), ['spritesheet.jpg', 'thumbnail.webp', 'video.mp4'])
  assert.deepEqual([...engine.starts.values()], [1])
  assert.equal(await rooms.queue.recover(), 0)
})

test('an engine never has more renders than slots', async (t) => {
  const house = await openHouse(t, new ScriptedEngine({ slots: 2 }))
  await house.drive()
  const ids = []
  for (let index = 0; index < 6; index += 1) ids.push((await house.desk.create(draft, caller)).id)
  for (const id of ids) {
    await house.reaches(id, 'running')
    house.engine.finish(`${id}-1`)
    await house.reaches(id, 'completed')
  }
  assert.equal(house.engine.mostAtOnce, 2)
})

test('a render that fails ends the job with the engine’s own words', async (t) => {
  const house = await openHouse(t)
  await house.drive()
  const { id } = await house.desk.create(draft, caller)
  await house.reaches(id, 'running')
  house.engine.fail(`${id}-1`, { code: 'moderation_blocked', message: 'Blocked.' })
  await house.reaches(id, 'failed')
  const video = await house.desk.find(id, caller)
  assert.deepEqual(video?.error, { code: 'moderation_blocked', message: 'Blocked.' })
  assert.deepEqual([video.retryable, video.completed_at, video.charge], [false, null, 'none'])
})

test('a failed question is no failed render', async (t) => {
  const house = await openHouse(t)
  house.engine.nextPolls.push(new Error('reset'), new Error('html'), new Error('timeout'))
  await house.drive()
  const { id } = await house.desk.create(draft, caller)
  await house.reaches(id, 'running')
  house.engine.finish(`${id}-1`)
  await house.reaches(id, 'completed')
  assert.equal(house.troubles.length, 3)
})

test('a render that never ends is stopped at its deadline', async (t) => {
  const house = await openHouse(t)
  await house.drive()
  const { id } = await house.desk.create(draft, caller)
  await house.reaches(id, 'running')
  house.timing.advance(600_000 + 4 * 60_000 - 5_000)
  await house.timing.until('asked once more', () => house.engine.polls > 2)
  assert.equal((await house.job(id)).state, 'running')
  house.timing.advance(6_000)
  const job = await house.reaches(id, 'failed')
  assert.equal(job.fault?.code, 'engine_timeout')
  assert.ok(house.engine.cancelled.has(`${id}-1`))
})

test('an engine that cannot be reached is tried again, then the job fails without cost', async (t) => {
  const house = await openHouse(t, new ScriptedEngine({ class: 'opaque' }))
  house.engine.nextStarts.push(refusal(), refusal())
  await house.drive()
  const { id } = await house.desk.create(draft, caller)
  await house.reaches(id, 'running')
  assert.deepEqual(
    (await house.rooms.store.attempts(id)).map(({ outcome }) => outcome),
    ['not_sent', 'not_sent', 'accepted'],
  )
  for (let index = 0; index < 5; index += 1) house.engine.nextStarts.push(refusal())
  const second = await house.desk.create(draft, caller)
  const job = await house.reaches(second.id, 'failed')
  assert.deepEqual([job.fault?.code, job.attempt, job.charge], ['engine_unavailable', 5, 'none'])
})

test('an answer lost by an opaque engine is never asked for twice', async (t) => {
  const house = await openHouse(t, new ScriptedEngine({ class: 'opaque', offers: [paidOffer] }))
  house.engine.nextStarts.push({ throws: new Error('socket hang up'), taken: true })
  await house.drive()
  const { id } = await house.desk.create(draft, caller)
  const job = await house.reaches(id, 'failed')
  assert.deepEqual([job.fault?.code, job.charge, job.finalUsdMicros], ['outcome_unknown', 'unknown', null])
  assert.deepEqual([...house.engine.starts], [[`${id}-1`, 1]])
  assert.equal((await house.rooms.store.attempts(id))[0]?.outcome, 'unknown')
})

for (const code of ['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT'])
  test(`an order that ended with ${code} may have been taken, and is not sent twice`, async (t) => {
    const house = await openHouse(t, new ScriptedEngine({ class: 'opaque', offers: [paidOffer] }))
    const cause = Object.assign(new Error('connection'), { code })
    house.engine.nextStarts.push({ throws: new Error('fetch failed', { cause }), taken: true })
    await house.drive()
    const { id } = await house.desk.create(draft, caller)
    assert.equal((await house.reaches(id, 'failed')).fault?.code, 'outcome_unknown')
    assert.deepEqual([...house.engine.starts], [[`${id}-1`, 1]])
  })

test('an answer lost by an idempotent engine is asked for again under the same key', async (t) => {
  const house = await openHouse(t, new ScriptedEngine({ class: 'idempotent' }))
  house.engine.nextStarts.push({ throws: new Error('socket hang up'), taken: true })
  await house.drive()
  const { id } = await house.desk.create(draft, caller)
  await house.reaches(id, 'running')
  assert.deepEqual([...house.engine.starts], [[`${id}-1`, 2]])
  assert.equal(house.engine.renders.size, 1)
})

test('our own renderer is tried three times, then the job fails', async (t) => {
  const house = await openHouse(t)
  for (let index = 0; index < 3; index += 1) house.engine.nextStarts.push({ throws: new Error('oops'), taken: false })
  await house.drive()
  const { id } = await house.desk.create(draft, caller)
  const job = await house.reaches(id, 'failed')
  assert.deepEqual([job.fault?.code, job.attempt], ['engine_unavailable', 3])
})

test('a refusal at the start is final', async (t) => {
  const house = await openHouse(t)
  house.engine.nextStarts.push({
    throws: new Refused({ code: 'invalid_reference', message: 'No face found.' }),
    taken: false,
  })
  await house.drive()
  const { id } = await house.desk.create(draft, caller)
  const job = await house.reaches(id, 'failed')
  assert.equal(job.fault?.code, 'invalid_reference')
  assert.match(job.fault.message, /No face found/)
  assert.equal(job.attempt, 1)
})

test('a lost local render begins again without progress falling; a lost paid one is over', async (t) => {
  const house = await openHouse(t)
  await house.drive()
  const { id } = await house.desk.create(draft, caller)
  await house.reaches(id, 'running')
  house.engine.progress(`${id}-1`, 0.6)
  await house.timing.until('60 %', async () => (await house.job(id)).progress === 60)
  house.engine.lose(`${id}-1`)
  await house.timing.until('second start', () => house.engine.starts.has(`${id}-2`))
  assert.ok(house.engine.released.has(`${id}-1`))
  await house.reaches(id, 'running')
  assert.equal((await house.desk.find(id, caller))?.progress, 60)
  house.engine.finish(`${id}-2`)
  await house.reaches(id, 'completed')
  const paid = await openHouse(t, new ScriptedEngine({ class: 'idempotent' }))
  await paid.drive()
  const other = await paid.desk.create(draft, caller)
  await paid.reaches(other.id, 'running')
  paid.engine.lose(`${other.id}-1`)
  assert.equal((await paid.reaches(other.id, 'failed')).fault?.code, 'engine_lost')
})

test('a claim that lapsed writes nothing: whoever holds the job now ends it, once', async (t) => {
  const house = await openHouse(t)
  const { queue, store } = house.rooms
  await house.drive()
  const ids = [(await house.desk.create(draft, caller)).id, (await house.desk.create(draft, caller)).id] as const
  for (const id of ids) await house.reaches(id, 'running')
  assert.equal(await queue.recover(), 2)
  const sinceMs = house.timing.now()
  await house.timing.until('claimed again', () => house.timing.now() - sinceMs > 3_000)
  house.engine.finish(`${ids[0]}-1`)
  house.engine.fail(`${ids[1]}-1`, { code: 'engine_error', message: 'It broke.' })
  await house.reaches(ids[0], 'completed')
  await house.reaches(ids[1], 'failed')
  for (const id of ids) assert.equal((await store.events(id, 3)).filter(({ type }) => type !== 'storing').length, 1)
  assert.equal(await queue.recover(), 0, 'nothing is left to drive')
})
