import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Fault } from '../../spec/fault.ts'
import type { NamedPhoto, Upload } from '../../spec/order.ts'
import type { Asking } from '../../spec/requests.ts'
import { caller, draft, openHouse } from '../testing/house.ts'
import type { House } from '../testing/house.ts'

const here = new AbortController().signal
const keyed = (key: string): Asking => ({ key, retries: 0, signal: here })
const repeat = (retries: number): Asking => ({ retries, signal: here })
const all = async ({ desk }: House) => (await desk.list({ limit: 100, order: 'asc' }, caller)).videos
const ids = (videos: readonly { id: string }[]) => videos.map(({ id }) => id).toSorted()
const HOUR_MS = 3_600_000

test('a hundred equal requests under one key at once make one video and one body', async (t) => {
  const house = await openHouse(t)
  const asked = Array.from({ length: 100 }, async () => {
    const uploads = [await house.upload('anna')]
    return house.desk.create({ ...draft, uploads }, caller, keyed('k1'))
  })
  const [first, ...rest] = await Promise.all(asked)
  for (const video of rest) assert.deepEqual(video, first)
  assert.equal((await all(house)).length, 1)
  assert.deepEqual(await house.files(), ['reference-1.png'])
})

test('a key answers the same after a restart, a failure and a deletion, and never begins again', async (t) => {
  const house = await openHouse(t)
  const first = await house.desk.create(draft, caller, keyed('k1'))
  await house.stop()
  await house.open()
  await house.drive()
  await house.reaches(first.id, 'running')
  assert.deepEqual(await house.desk.create(draft, caller, keyed('k1')), first)
  house.engine.fail(`${first.id}-1`, { code: 'engine_error', message: 'no' })
  await house.reaches(first.id, 'failed')
  assert.deepEqual(await house.desk.create(draft, caller, keyed('k1')), first)
  await house.desk.remove(first.id, caller)
  const gone = await house.desk.create(draft, caller, keyed('k1'))
  assert.deepEqual(gone, { ...first, prompt: '' })
  assert.deepEqual(await all(house), [])
})

test('a key is good for 72 hours, for one request and for one owner', async (t) => {
  const house = await openHouse(t)
  const first = await house.desk.create(draft, caller, keyed('k1'))
  await assert.rejects(house.desk.create({ ...draft, seconds: 8 }, caller, keyed('k1')), (thrown) => {
    assert.ok(thrown instanceof Fault)
    assert.equal(thrown.code, 'idempotency_key_reused')
    return true
  })
  assert.notEqual((await house.desk.create(draft, { owner: 'owner-2', keyId: 'key-2' }, keyed('k1'))).id, first.id)
  house.timing.advance(72 * HOUR_MS - 1)
  assert.equal((await house.desk.create(draft, caller, keyed('k1'))).id, first.id)
  await house.desk.create(draft, caller, repeat(0))
  house.timing.advance(1)
  assert.notEqual((await house.desk.create(draft, caller, keyed('k1'))).id, first.id)
})

test('a silent repeat of the SDK gets the first video, by fields and by the bytes of its photos', async (t) => {
  const house = await openHouse(t)
  const [anna, ben] = [await house.upload('anna'), await house.upload('ben')]
  const first = await house.desk.create({ ...draft, uploads: [anna] }, caller, repeat(0))
  assert.equal((await house.desk.create({ ...draft, uploads: [anna] }, caller, repeat(1))).id, first.id)
  assert.equal((await house.desk.create({ ...draft, uploads: [anna] }, caller, repeat(2))).id, first.id)
  assert.notEqual((await house.desk.create({ ...draft, uploads: [ben] }, caller, repeat(1))).id, first.id)
  assert.notEqual((await house.desk.create({ ...draft, uploads: [anna] }, caller, repeat(0))).id, first.id)
})

const named = (name: string, open: () => Promise<Upload>): NamedPhoto => ({
  field: 'input_reference',
  named: name,
  open,
})

test('P3: a repeat is answered before what it names is looked for, also when that is gone', async (t) => {
  const house = await openHouse(t)
  let looked = 0
  const there = named('image_url https://a.example/a.png', () => {
    looked += 1
    return house.upload('anna')
  })
  const first = await house.desk.create({ ...draft, uploads: [there] }, caller, keyed('k1'))
  assert.deepEqual(await house.files(), ['reference-1.png'])
  const gone = named(there.named, () => Promise.reject(new Fault('invalid_value', 'It could not be fetched.')))
  assert.deepEqual(await house.desk.create({ ...draft, uploads: [gone] }, caller, keyed('k1')), first)
  const lost = await house.desk.create({ ...draft, uploads: [there] }, caller, repeat(0))
  assert.equal((await house.desk.create({ ...draft, uploads: [gone] }, caller, repeat(1))).id, lost.id)
  assert.equal(looked, 2)
  const other = { ...gone, named: 'image_url https://a.example/b.png' }
  await assert.rejects(
    house.desk.create({ ...draft, uploads: [other] }, caller, keyed('k1')),
    /Idempotency-Key was used/,
  )
  await assert.rejects(house.desk.create({ ...draft, uploads: [gone] }, caller, repeat(0)), /could not be fetched/)
  assert.equal((await all(house)).length, 2)
})

test('two clients that both lost their answer get one video each', async (t) => {
  const { desk } = await openHouse(t)
  const made = [await desk.create(draft, caller, repeat(0)), await desk.create(draft, caller, repeat(0))]
  const again = [await desk.create(draft, caller, repeat(1)), await desk.create(draft, caller, repeat(1))]
  assert.deepEqual(ids(again), ids(made))
})

test('a silent repeat is one for 15 minutes', async (t) => {
  const house = await openHouse(t)
  const first = await house.desk.create(draft, caller, repeat(0))
  house.timing.advance(HOUR_MS / 4 - 1)
  assert.equal((await house.desk.create(draft, caller, repeat(1))).id, first.id)
  house.timing.advance(1)
  assert.notEqual((await house.desk.create(draft, caller, repeat(2))).id, first.id)
})

test('a client that left before its video was accepted has none, and leaves no bytes', async (t) => {
  const house = await openHouse(t)
  const uploads = [await house.upload('anna')]
  const gone = { retries: 0, signal: AbortSignal.abort() }
  await assert.rejects(house.desk.create({ ...draft, uploads }, caller, gone), /client left/)
  assert.deepEqual([await all(house), await house.files()], [[], []])
})
