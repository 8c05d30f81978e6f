import assert from 'node:assert/strict'
import { readdir } from 'node:fs/promises'
import { test } from 'node:test'
import { Fault } from '../../spec/fault.ts'
import type { FaultCode } from '../../spec/fault.ts'
import type { Draft } from '../../spec/order.ts'
import { read } from '../../spec/testing/blobs-suite.ts'
import { ScriptedEngine, scriptedOffer, scriptedResult } from '../../spec/testing/scripted-engine.ts'
import { createRoutes } from './routes.ts'
import { caller, draft, openHouse } from '../testing/house.ts'

const stranger = { owner: 'owner-2', keyId: 'key-2' }

function isFault(code: FaultCode, param: string | null, words: RegExp) {
  return (thrown: unknown) => {
    assert.ok(thrown instanceof Fault, String(thrown))
    assert.deepEqual([thrown.code, thrown.param], [code, param])
    assert.match(thrown.message, words)
    return true
  }
}

test('a create answers the whole wire object with the defaults', async (t) => {
  const house = await openHouse(t)
  const { desk, timing } = house
  const video = await desk.create(draft, caller)
  assert.match(video.id, /^video_[0-9a-f]{48}$/)
  const { id: _, ...rest } = video
  assert.deepEqual(rest, {
    object: 'video',
    model: 'sora-2',
    status: 'queued',
    progress: 0,
    created_at: Math.floor(timing.now() / 1_000),
    completed_at: null,
    expires_at: null,
    prompt: draft.prompt,
    size: '720x1280',
    seconds: '4',
    remixed_from_video_id: null,
    error: null,
    retry_of: null,
    quality: 'standard',
    seed: (await house.job(video.id)).order.seed,
    reference_count: 0,
    engine: 'scripted',
    cost: { estimate_usd_micros: 0, final_usd_micros: null },
    charge: 'none',
    retryable: false,
    warnings: [],
  })
  assert.deepEqual(await desk.find(video.id, caller), video)
})

test('a paid order holds its estimate, and is charged what the engine says', async (t) => {
  const offer = { ...scriptedOffer, usdMicrosPerSecond: { standard: 100_000, high: 300_000 } }
  const house = await openHouse(t, new ScriptedEngine({ class: 'opaque', offers: [offer] }))
  await house.drive()
  const { id, cost, charge } = await house.desk.create({ ...draft, quality: 'high', seconds: 8 }, caller)
  assert.deepEqual([cost.estimate_usd_micros, charge], [2_400_000, 'held'])
  await house.reaches(id, 'running')
  house.engine.finish(`${id}-1`, scriptedResult({ costUsdMicros: 2_000_000 }))
  await house.reaches(id, 'completed')
  const video = await house.desk.find(id, caller)
  assert.deepEqual([video?.cost.final_usd_micros, video?.charge], [2_000_000, 'charged'])
})

const refusals: [string, Partial<Draft>, FaultCode, string, RegExp][] = [
  [
    'seconds',
    { seconds: 7 },
    'invalid_value',
    'seconds',
    /^Invalid value: '7'\. Supported values are: '4', '8', and '12'\. .*'8'/,
  ],
  [
    'size',
    { size: { width: 700, height: 1200 } },
    'invalid_value',
    'size',
    /^Invalid value: '700x1200'\. Supported values are: '720x1280' and '1280x720'\. .*'720x1280'/,
  ],
  ['model', { model: 'nope' }, 'model_not_found', 'model', /'nope'.*'scripted-1', 'sora-2'/],
  ['blank prompt', { prompt: ' \n ' }, 'invalid_value', 'prompt', /blank/],
  ['long prompt', { prompt: '😀'.repeat(32_001) }, 'invalid_value', 'prompt', /32001 characters.*32000/],
  ['NUL in the prompt', { prompt: 'a\0b' }, 'invalid_value', 'prompt', /not valid text/],
  ['lone surrogate', { prompt: 'a\ud800b' }, 'invalid_value', 'prompt', /not valid text/],
  ['seed', { seed: 2 ** 32 }, 'invalid_value', 'seed', /4294967295/],
]
for (const [what, changes, code, param, words] of refusals) {
  test(`a bad order is refused by name: ${what}`, async (t) => {
    const house = await openHouse(t)
    await assert.rejects(house.desk.create({ ...draft, ...changes }, caller), isFault(code, param, words))
    assert.deepEqual((await house.desk.list({ limit: 9, order: 'asc' }, caller)).videos, [])
  })
}

test('a prompt of the full length and any script is kept as typed', async (t) => {
  const { desk } = await openHouse(t)
  const prompt = `"\r\n'; drop table job; -- ${'😀'.repeat(31_900)}`
  const { id } = await desk.create({ ...draft, prompt }, caller)
  assert.equal((await desk.find(id, caller))?.prompt, prompt)
})

test('photos are kept in order before the job exists', async (t) => {
  const house = await openHouse(t)
  const uploads = [await house.upload('anna'), await house.upload('ben')]
  const { id } = await house.desk.create({ ...draft, uploads }, caller)
  const { order } = await house.job(id)
  const texts = []
  for (const { key } of order.references) texts.push(String(await read(await house.rooms.blobs.open(key))))
  assert.deepEqual(texts, ['anna', 'ben'])
  assert.deepEqual(
    (await house.rooms.store.assets(id)).map(({ key }) => key),
    order.references.map(({ key }) => key),
  )
  assert.deepEqual(await readdir(house.rooms.stagingFolder), [])
})

test('the owner gets each photo of a video back as it is kept, and nobody else does', async (t) => {
  const house = await openHouse(t)
  const uploads = [await house.upload('anna'), await house.upload('ben')]
  const video = await house.desk.create({ ...draft, uploads }, caller)
  assert.equal(video.reference_count, 2)
  const second = await house.desk.reference(video.id, 2, caller)
  assert.equal(String(await read(await second.open())), 'ben')
  for (const place of [0, 3])
    await assert.rejects(house.desk.reference(video.id, place, caller), isFault('photo_not_found', null, /it has 2/))
  await assert.rejects(house.desk.reference(video.id, 1, stranger), isFault('video_not_found', null, /not found/))
  await house.rooms.blobs.remove(`videos/${video.id}`)
  await assert.rejects(second.open(), isFault('photo_not_found', null, /no photo 2/))
})

test('a refused photo leaves no row, no bytes and no temporary file', async (t) => {
  const house = await openHouse(t)
  const [good, bad] = [await house.upload('good'), await house.upload('bad')]
  await assert.rejects(house.desk.create({ ...draft, uploads: [good, bad] }, caller), /not a photo/)
  const tooMany = house.desk.create({ ...draft, uploads: [good, good, good] }, caller)
  await assert.rejects(tooMany, isFault('invalid_reference', 'input_reference', /at most 2 reference images; 3 came/))
  assert.deepEqual(await house.files(), [])
  assert.deepEqual((await house.desk.list({ limit: 9, order: 'asc' }, caller)).videos, [])
})

test('pages say whether more follows, and refuse a cursor that is gone or another’s', async (t) => {
  const { desk, timing } = await openHouse(t)
  const ids: string[] = []
  for (let index = 0; index < 5; index += 1) {
    ids.unshift((await desk.create(draft, caller)).id)
    timing.advance(1)
  }
  const foreign = await desk.create(draft, stranger)
  const first = await desk.list({ limit: 2, order: 'desc' }, caller)
  const rest = await desk.list({ limit: 3, order: 'desc', after: ids[1] ?? '' }, caller)
  assert.deepEqual(
    [...first.videos, ...rest.videos].map(({ id }) => id),
    ids,
  )
  assert.deepEqual([first.hasMore, rest.hasMore], [true, false])
  assert.deepEqual(await desk.list({ limit: 0, order: 'asc' }, caller), { videos: [], hasMore: false })
  for (const after of ['video_nope', foreign.id]) {
    await assert.rejects(
      desk.list({ limit: 2, order: 'asc', after }, caller),
      isFault('invalid_value', 'after', /no such video/),
    )
  }
})

test('content that is not there answers 404 with the way on', async (t) => {
  const house = await openHouse(t)
  const { desk } = house
  const { id } = await desk.create(draft, caller)
  await assert.rejects(
    desk.content(id, 'video', caller),
    isFault('video_not_ready', null, new RegExp(`Poll GET /v1/videos/${id}`)),
  )
  for (const [asked, who] of [
    ['video_nope', caller],
    [id, stranger],
  ] as const) {
    await assert.rejects(
      desk.content(asked, 'video', who),
      isFault('video_not_found', null, new RegExp(`${asked} not found`)),
    )
  }
  await house.drive()
  await house.reaches(id, 'running')
  house.engine.fail(`${id}-1`, { code: 'engine_error', message: 'It broke.' })
  await house.reaches(id, 'failed')
  await assert.rejects(desk.content(id, 'video', caller), isFault('video_not_found', null, /engine_error.*It broke/))
})

test('models come with their own names first, and one may be named by its alias', async (t) => {
  const { desk, engine } = await openHouse(t)
  assert.deepEqual(
    desk.models().map(({ id }) => id),
    ['scripted-1', 'sora-2'],
  )
  assert.equal((await desk.create({ ...draft, model: 'scripted-1' }, caller)).model, 'scripted-1')
  assert.throws(() => createRoutes([engine], { 'sora-2': 'nope' }, 0), /no engine offers/)
})

test('the health of the engines is known after they were asked', async (t) => {
  const house = await openHouse(t)
  await house.timing.until('asked', () => house.desk.engines().get('scripted')?.ready === true)
  house.engine.health = { ready: false, reason: 'Install ffmpeg.' }
  house.timing.advance(11_000)
  await house.timing.until('asked again', () => house.desk.engines().get('scripted')?.ready === false)
})

test('a list and its counts go by what a client sees, not by the states within', async (t) => {
  const house = await openHouse(t)
  await house.drive()
  const first = await house.desk.create({ ...draft, prompt: 'Rain on a roof' }, caller)
  await house.reaches(first.id, 'running')
  const second = await house.desk.create({ ...draft, prompt: 'Sun on a roof' }, caller)
  await house.lineage.cancel(second.id, caller)
  const list = async (filter: object) =>
    (await house.desk.list({ limit: 9, order: 'asc', ...filter }, caller)).videos.map(({ id }) => id)
  assert.deepEqual(await list({ statuses: ['in_progress'] }), [first.id])
  assert.deepEqual(await list({ statuses: ['failed', 'completed'], words: ['roof'] }), [second.id])
  assert.deepEqual(await list({ engine: 'elsewhere' }), [])
  assert.deepEqual(await house.desk.count({ words: ['roof'] }, caller), [
    { status: 'failed', engine: 'scripted', videos: 1 },
    { status: 'in_progress', engine: 'scripted', videos: 1 },
  ])
  assert.deepEqual(await house.desk.count({}, stranger), [])
})
