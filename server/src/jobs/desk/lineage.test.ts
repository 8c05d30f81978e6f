import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import { Fault } from '../../spec/fault.ts'
import type { Offer } from '../../spec/offer.ts'
import { read } from '../../spec/testing/blobs-suite.ts'
import { ScriptedEngine, scriptedOffer, scriptedResult, textStream } from '../../spec/testing/scripted-engine.ts'
import { caller, draft, openHouse } from '../testing/house.ts'
import type { House } from '../testing/house.ts'

const stranger = { owner: 'owner-2', keyId: 'key-2' }
const ABLE = { edits: 'any', extends: 'any' } as const

async function openStudio(t: TestContext, offer: Partial<Offer> = ABLE): Promise<House> {
  const house = await openHouse(t, new ScriptedEngine({ offers: [{ ...scriptedOffer, ...offer }] }))
  await house.drive()
  return house
}

async function finished(house: House, id: string): Promise<string> {
  await house.reaches(id, 'running')
  house.engine.finish(`${id}-1`, scriptedResult({ video: async () => textStream(`video ${id}`) }))
  await house.reaches(id, 'completed')
  return id
}

async function completed(house: House): Promise<string> {
  const uploads = [await house.upload('anna'), await house.upload('ben')]
  const order = { ...draft, size: { width: 1280, height: 720 }, seconds: 8, seed: 7, uploads }
  return finished(house, (await house.desk.create(order, caller)).id)
}

const refuses = (code: string, param: string | null, words: RegExp) => (thrown: unknown) => {
  assert.ok(thrown instanceof Fault, String(thrown))
  assert.deepEqual([thrown.code, thrown.param], [code, param])
  assert.match(thrown.message, words)
  return true
}

async function texts(house: House, keys: readonly string[]): Promise<string[]> {
  const found: string[] = []
  for (const key of keys) found.push(String(await read(await house.rooms.blobs.open(key))))
  return found
}

test('a remix has the same people, model, size and length, new words, and bytes of its own', async (t) => {
  const house = await openStudio(t)
  const id = await completed(house)
  const remix = await house.lineage.remix(id, { prompt: 'In the rain' }, caller)
  assert.deepEqual(
    [remix.remixed_from_video_id, remix.prompt, remix.model, remix.size, remix.seconds, remix.retry_of],
    [id, 'In the rain', 'sora-2', '1280x720', '8', null],
  )
  await house.desk.remove(id, caller)
  const { order } = await house.job(remix.id)
  assert.notEqual(order.seed, 7)
  const keys = order.references.map(({ key }) => key)
  assert.deepEqual(await texts(house, keys), ['anna', 'ben'])
  assert.ok(keys.every((key) => key.startsWith(`videos/${remix.id}/`)))
  await finished(house, remix.id)
})

test('an edit keeps the seed too, and the engine can read the video it starts from', async (t) => {
  const house = await openStudio(t)
  const id = await completed(house)
  const { id: edit } = await house.lineage.edit({ prompt: 'At night', video: { id } }, caller)
  const { order, remixedFrom } = await house.job(edit)
  assert.deepEqual([order.seed, order.seconds, remixedFrom], [7, 8, id])
  assert.deepEqual([order.source?.kind, order.source?.made], ['edit', 'here'])
  assert.deepEqual(await texts(house, [order.source?.key ?? '']), [`video ${id}`])
})

test('an extension adds its seconds, six times at most and to 120 s at most', async (t) => {
  const seconds = { kind: 'range', min: 1, max: 60, suggested: [4] } as const
  const usdMicrosPerSecond = { standard: 10, high: 10 }
  const house = await openStudio(t, { ...ABLE, seconds, usdMicrosPerSecond })
  let id = await completed(house)
  for (let times = 1; times <= 6; times++) {
    const video = await house.lineage.extend({ prompt: 'And then', seconds: 4, video: { id } }, caller)
    assert.deepEqual([video.seconds, video.remixed_from_video_id], [String(8 + 4 * times), id])
    assert.equal(video.cost.estimate_usd_micros, 40, 'only the new part is paid for')
    if (times === 6) break
    id = await finished(house, video.id)
  }
  const long = house.lineage.extend({ prompt: 'p', seconds: 60, video: { id } }, caller)
  await assert.doesNotReject(long)
  const once = await finished(house, (await long).id)
  const seventh = house.lineage.extend({ prompt: 'p', seconds: 4, video: { id: once } }, caller)
  await assert.rejects(seventh, refuses('invalid_value', 'video', /extended 6 times/))
  const first = await completed(house)
  const sixty = (await house.lineage.extend({ prompt: 'p', seconds: 60, video: { id: first } }, caller)).id
  const beyond = house.lineage.extend({ prompt: 'p', seconds: 53, video: { id: await finished(house, sixty) } }, caller)
  await assert.rejects(beyond, refuses('invalid_value', 'seconds', /'53'.*68 s.*121 s.*120 s/))
})

test('a source must be there, the caller’s own and completed', async (t) => {
  const house = await openStudio(t)
  const { id } = await house.desk.create(draft, caller)
  const { lineage } = house
  const all = (video: string, who = caller) => [
    () => lineage.remix(video, { prompt: 'p' }, who),
    () => lineage.edit({ prompt: 'p', video: { id: video } }, who),
    () => lineage.extend({ prompt: 'p', seconds: 4, video: { id: video } }, who),
    () => lineage.retry(video, who),
  ]
  for (const ask of all(id)) await assert.rejects(ask(), refuses('video_not_completed', null, /completed|ended/))
  for (const ask of [...all('video_nope'), () => lineage.cancel('video_nope', caller)])
    await assert.rejects(ask(), refuses('video_not_found', null, /^No video with id 'video_nope'\.$/))
  for (const ask of [...all(id, stranger), () => lineage.cancel(id, stranger)])
    await assert.rejects(ask(), refuses('video_not_found', null, new RegExp(`^No video with id '${id}'\\.$`)))
})

test('what a model cannot do is refused by name', async (t) => {
  const none = await openStudio(t, {})
  const id = await completed(none)
  const video = { id }
  await assert.rejects(
    none.lineage.edit({ prompt: 'p', video }, caller),
    refuses('invalid_value', 'model', /cannot edit videos/),
  )
  const extend = none.lineage.extend({ prompt: 'p', seconds: 4, video }, caller)
  await assert.rejects(extend, refuses('invalid_value', 'model', /cannot extend videos/))
  const other = none.lineage.edit({ prompt: 'p', video, model: 'nope' }, caller)
  await assert.rejects(other, refuses('model_not_found', 'model', /nope/))
})

test('an engine that edits only its own refuses uploads and extended videos', async (t) => {
  const house = await openStudio(t, { edits: 'made_here', extends: 'any' })
  const first = await completed(house)
  const extended = await house.lineage.extend({ prompt: 'p', seconds: 4, video: { id: first } }, caller)
  const video = { id: await finished(house, extended.id) }
  const edit = house.lineage.edit({ prompt: 'p', video }, caller)
  await assert.rejects(edit, refuses('invalid_value', 'video', /was extended/))
  const upload = { ...(await house.upload('film')), field: 'video' }
  const foreign = house.lineage.edit({ prompt: 'p', video: upload, model: 'sora-2' }, caller)
  await assert.rejects(foreign, refuses('invalid_value', 'video', /only its own/))
})

test('an uploaded video is inspected, kept as the job’s own and counted in whole seconds', async (t) => {
  const house = await openStudio(t)
  const video = { ...(await house.upload('film')), field: 'video' }
  const asked = { prompt: 'And then', seconds: 4, video }
  await assert.rejects(house.lineage.extend(asked, caller), refuses('missing_required_parameter', 'model', /model/))
  const facts = await house.inspect('')
  house.inspect = async () => ({ ...facts, seconds: 9.4 })
  const extended = await house.lineage.extend({ ...asked, model: 'sora-2' }, caller)
  assert.deepEqual([extended.seconds, extended.size, extended.remixed_from_video_id], ['14', '720x1280', null])
  assert.match(extended.warnings.join(), /9\.40 s.*10 s/)
  const kept = (await house.rooms.store.assets(extended.id)).filter(({ kind }) => kind === 'source')
  assert.deepEqual(
    await texts(
      house,
      kept.map(({ key }) => key),
    ),
    ['film'],
  )
  for (const wrong of [{ container: 'webm' }, { videoCodec: 'mpeg4' }] as const) {
    house.inspect = async () => ({ ...facts, ...wrong })
    const refused = house.lineage.extend({ ...asked, model: 'sora-2', prompt: 'again' }, caller)
    await assert.rejects(refused, refuses('invalid_value', 'video', /MP4|avc/))
  }
  house.inspect = () => Promise.reject(new Error('/secret/path is no video'))
  const broken = house.lineage.extend({ ...asked, model: 'sora-2', prompt: 'third' }, caller)
  await assert.rejects(broken, refuses('invalid_value', 'video', /^The uploaded video cannot be read: send a whole/))
})

test('a retry has all inputs again, also a source, and answers its repeats', async (t) => {
  const house = await openStudio(t)
  const id = await completed(house)
  const { id: extended } = await house.lineage.extend({ prompt: 'p', seconds: 4, video: { id } }, caller)
  await house.reaches(extended, 'running')
  house.engine.fail(`${extended}-1`, { code: 'engine_error', message: 'no' })
  const failed = await house.reaches(extended, 'failed')
  const asking = { key: 'once', retries: 0, signal: new AbortController().signal }
  const again = await house.lineage.retry(extended, caller, asking)
  assert.deepEqual(await house.lineage.retry(extended, caller, asking), again)
  assert.deepEqual([again.retry_of, again.remixed_from_video_id, again.seconds], [extended, id, '12'])
  await house.desk.remove(extended, caller)
  const { order } = await house.job(again.id)
  const { references, source, ...rest } = order
  const { references: _, source: before, ...same } = failed.order
  assert.deepEqual(rest, same)
  assert.equal(source?.sha256, before?.sha256)
  assert.deepEqual(
    await texts(
      house,
      references.map(({ key }) => key),
    ),
    ['anna', 'ben'],
  )
  await finished(house, again.id)
})

test('cancel stops the engine and frees its slot; what has ended stays as it is', async (t) => {
  const house = await openStudio(t)
  const { id } = await house.desk.create(draft, caller)
  await house.reaches(id, 'running')
  const video = await house.lineage.cancel(id, caller)
  assert.deepEqual([video.status, video.error?.code], ['failed', 'cancelled'])
  assert.ok(house.engine.cancelled.has(`${id}-1`))
  assert.deepEqual(await house.lineage.cancel(id, caller), video)
  await house.timing.until('released', () => house.engine.released.has(`${id}-1`))
  const done = await completed(house)
  assert.equal((await house.lineage.cancel(done, caller)).status, 'completed')
  const { queue } = house.rooms
  await house.timing.until(
    'nothing to drive',
    async () => (await queue.claim('video.scripted', { count: 9, maxActive: 99 })).length === 0,
  )
})
