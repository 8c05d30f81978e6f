import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Video } from '../spec/video.ts'
import { ScriptedEngine, scriptedResult, textStream } from '../spec/testing/scripted-engine.ts'
import { caller, draft, openHouse } from './testing/house.ts'
import type { House } from './testing/house.ts'

async function isGone(house: House, id: string): Promise<void> {
  const { store, queue } = house.rooms
  assert.equal(await house.desk.find(id, caller), undefined)
  assert.deepEqual([await store.events(id, 0), await store.attempts(id), await store.assets(id)], [[], [], []])
  await house.timing.until('bytes gone', async () => (await house.files()).length === 0)
  await house.timing.until(
    'nothing to drive',
    async () => (await queue.claim('video.scripted', { count: 9, maxActive: 99 })).length === 0,
  )
}

test('a queued video is removed without the engine ever hearing of it', async (t) => {
  const house = await openHouse(t)
  const { id } = await house.desk.create({ ...draft, uploads: [await house.upload('anna')] }, caller)
  assert.equal(await house.desk.remove(id, { owner: 'owner-2', keyId: 'key-2' }), false)
  assert.equal(await house.desk.remove(id, caller), true)
  assert.equal(await house.desk.remove(id, caller), false)
  await house.drive()
  await isGone(house, id)
  assert.equal(house.engine.starts.size, 0)
})

test('a running video is cancelled at its engine, frees its slot, and no later event says it completed', async (t) => {
  const house = await openHouse(t, new ScriptedEngine({ slots: 1 }))
  await house.drive()
  const { id } = await house.desk.create(draft, caller)
  const { id: next } = await house.desk.create(draft, caller)
  await house.reaches(id, 'running')
  const heard: string[] = []
  house.rooms.store.onEvent((event) => event.jobId === id && heard.push(event.type))
  await house.desk.remove(id, caller)
  assert.ok(house.engine.cancelled.has(`${id}-1`))
  assert.ok(house.engine.released.has(`${id}-1`), 'what it keeps of a render that is gone stays for ever')
  await house.reaches(next, 'running')
  assert.deepEqual(heard, ['cancelled', 'deleted'])
  await house.desk.remove(next, caller)
  await isGone(house, id)
})

test('a video removed while the engine is taking it is cancelled as soon as its handle is known', async (t) => {
  const house = await openHouse(t)
  const gate = Promise.withResolvers<void>()
  house.engine.startGate = gate.promise
  await house.drive()
  const { id } = await house.desk.create(draft, caller)
  await house.timing.until('called', () => house.engine.starts.size === 1)
  await house.desk.remove(id, caller)
  gate.resolve()
  await house.timing.until('cancelled', () => house.engine.cancelled.has(`${id}-1`))
  await isGone(house, id)
})

test('a video removed while its file comes in leaves no bytes', async (t) => {
  const house = await openHouse(t)
  await house.drive()
  const { id } = await house.desk.create(draft, caller)
  await house.reaches(id, 'running')
  const dripping = new ReadableStream<Uint8Array>({ start: (c) => c.enqueue(Buffer.from('first bytes')) })
  house.engine.finish(`${id}-1`, scriptedResult({ video: async () => dripping }))
  await house.timing.until('bytes on disk', async () => (await house.files()).length === 1)
  await house.desk.remove(id, caller)
  await isGone(house, id)
})

test('a file published just after its video was removed is removed too', async (t) => {
  const [asked, gate] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const house = await openHouse(t, new ScriptedEngine(), ({ blobs }) => ({
    blobs: {
      open: (key) => blobs.open(key),
      remove: (folder) => blobs.remove(folder),
      async put(key, bytes, { maxBytes }) {
        asked.resolve()
        await gate.promise // and takes no notice of the signal
        return blobs.put(key, bytes, { maxBytes })
      },
    },
  }))
  house.engine.firstReport = { state: 'done', result: scriptedResult() }
  await house.drive()
  const { id } = await house.desk.create(draft, caller)
  await asked.promise
  await house.desk.remove(id, caller)
  gate.resolve()
  await house.timing.until('published and removed', () => house.engine.cancelled.has(`${id}-1`))
  await house.stop()
  assert.deepEqual(await house.files(), [])
})

test('completed and failed videos are removed with everything they left', async (t) => {
  const house = await openHouse(t)
  await house.drive()
  const [good, bad] = [await house.desk.create(draft, caller), await house.desk.create(draft, caller)]
  await house.reaches(bad.id, 'running')
  house.engine.finish(`${good.id}-1`)
  house.engine.fail(`${bad.id}-1`, { code: 'engine_error', message: 'It broke.' })
  await house.reaches(good.id, 'completed')
  await house.reaches(bad.id, 'failed')
  assert.equal(await house.desk.remove(good.id, caller), true)
  assert.equal(await house.desk.remove(bad.id, caller), true)
  await isGone(house, good.id)
  await isGone(house, bad.id)
})

test('a cancel that a crash cut short is told to the engine at the next start', async (t) => {
  const engine = new ScriptedEngine({ class: 'opaque' })
  engine.close = async () => undefined
  const house = await openHouse(t, engine)
  await house.drive()
  const { id } = await house.desk.create(draft, caller)
  const running = await house.reaches(id, 'running')
  await house.crash()
  await house.open()
  const fault = { code: 'cancelled', message: 'Cancelled.' } as const
  await house.rooms.store.transact((rows) => rows.moveJob(running, { ...running, state: 'cancelled', fault }))
  await house.drive()
  await house.timing.until('told', () => engine.cancelled.has(`${id}-1`))
  const video = await house.desk.find(id, caller)
  assert.deepEqual([video?.status, video?.error?.code], ['failed', 'cancelled'])
})

test('whatever happens in whatever order, statuses only go forward and every job ends or is gone', async (t) => {
  const house = await openHouse(t, new ScriptedEngine({ slots: 3 }))
  await house.drive()
  let seed = 20_261_123
  const random = (below: number) => (seed = (seed * 48_271) % 2_147_483_647) % below // MINSTD: the same run every time
  const seen = new Map<string, Video>()
  for (let turn = 0; turn < 200; turn += 1) {
    const keys = [...house.engine.renders].filter(([, { state }]) => state === 'running').map(([key]) => key)
    const key = keys[random(Math.max(1, keys.length))] ?? 'none'
    const ids = [...seen.keys()]
    const actions = [
      () => house.desk.create(draft, caller),
      () => key !== 'none' && house.engine.progress(key, random(100) / 100),
      () => key !== 'none' && house.engine.finish(key, scriptedResult({ video: async () => textStream('whole') })),
      () => key !== 'none' && house.engine.fail(key, { code: 'engine_error', message: 'It broke.' }),
      () => key !== 'none' && house.engine.lose(key),
      () => house.engine.nextPolls.push(new Error('reset')),
      () => house.timing.advance(random(2_000)),
      () => ids.length > 0 && void house.desk.remove(ids[random(ids.length)] ?? '', caller),
    ]
    await actions[random(actions.length)]?.()
    for (const video of (await house.desk.list({ limit: 100, order: 'asc' }, caller)).videos) {
      forward(seen.get(video.id), video)
      seen.set(video.id, video)
    }
  }
  house.engine.nextPolls.length = 0
  await house.timing.until('all ended', async () => {
    for (const [key, { state }] of house.engine.renders) if (state === 'running') house.engine.finish(key)
    const { videos } = await house.desk.list({ limit: 100, order: 'asc' }, caller)
    return videos.every(({ status }) => status === 'completed' || status === 'failed')
  })
  assert.ok(seen.size > 15)
  const { videos } = await house.desk.list({ limit: 100, order: 'asc' }, caller)
  for (const { id } of videos) await house.desk.remove(id, caller)
  await house.timing.until('no bytes left', async () => (await house.files()).length === 0)
})

function forward(before: Video | undefined, now: Video): void {
  if (!before) return
  const order = ['queued', 'in_progress', 'completed', 'failed']
  assert.ok(order.indexOf(now.status) >= order.indexOf(before.status), `${before.status} to ${now.status}`)
  assert.ok(now.progress >= before.progress, 'progress never falls')
  if (before.status === 'completed' || before.status === 'failed') assert.deepEqual(now, before)
}
