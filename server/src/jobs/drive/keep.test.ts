import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import type { RenderResult } from '../../spec/engine.ts'
import type { StillsGate } from '../../spec/media.ts'
import { ScriptedEngine, scriptedResult, textStream } from '../../spec/testing/scripted-engine.ts'
import { caller, draft, openHouse } from '../testing/house.ts'

const cut = () => new ReadableStream<Uint8Array>({ pull: (c) => c.error(new Error('cut')) })

test('a broken download is fetched again, five times at most, and never shows', async (t) => {
  let inspections = 0
  const inspect = async () => {
    inspections += 1
    return {
      container: 'mp4',
      videoCodec: 'avc',
      audioCodec: null,
      width: 720,
      height: 1280,
      seconds: inspections === 1 ? 3.7 : 4.2,
    } as const
  }
  const house = await openHouse(t, new ScriptedEngine(), () => ({ inspect }))
  await house.drive()
  let opened = 0
  const video = async () => ((opened += 1) === 1 ? cut() : textStream('whole'))
  const { id } = await house.desk.create(draft, caller)
  await house.reaches(id, 'running')
  house.engine.finish(`${id}-1`, scriptedResult({ video }))
  await house.reaches(id, 'completed')
  assert.deepEqual([opened, inspections], [3, 2], 'one cut, one of the wrong length, one good')
  const second = await house.desk.create(draft, caller)
  await house.reaches(second.id, 'running')
  let tries = 0
  house.engine.finish(`${second.id}-1`, scriptedResult({ video: async () => ((tries += 1), cut()) }))
  const job = await house.reaches(second.id, 'failed')
  assert.deepEqual([job.fault?.code, tries], ['engine_error', 5])
  assert.equal((await house.files()).length, 3, 'only the first job has files')
  assert.deepEqual([...house.engine.starts.values()], [1, 1])
})

test('a full disk is waited out', async (t) => {
  const house = await openHouse(t)
  await house.drive()
  const { id } = await house.desk.create(draft, caller)
  await house.reaches(id, 'running')
  let full = 7
  const video = async () => {
    if ((full -= 1) >= 0) throw Object.assign(new Error('no space'), { code: 'ENOSPC' })
    return textStream('whole')
  }
  house.engine.finish(`${id}-1`, scriptedResult({ video }))
  await house.reaches(id, 'completed', 200)
})

test('a completion whose claim lapsed is undone whole', async (t) => {
  const house = await openHouse(t)
  const { queue, store } = house.rooms
  const log: string[] = []
  store.onEvent(({ type }) => type === 'completed' && log.push(type))
  const done = queue.done.bind(queue)
  queue.done = async (rows, claim) => {
    log.push(log.length === 0 ? 'refused' : 'granted')
    return log.length > 1 && done(rows, claim)
  }
  house.engine.firstReport = { state: 'done', result: scriptedResult() }
  await house.drive()
  const { id } = await house.desk.create(draft, caller)
  await house.reaches(id, 'completed')
  assert.deepEqual(log, ['refused', 'granted', 'completed'])
  assert.equal((await store.assets(id)).length, 3)
})

const asOrdered = async () =>
  ({ container: 'mp4', videoCodec: 'avc', audioCodec: null, width: 720, height: 1280, seconds: 4 }) as const

const video = async () => textStream('scripted video')
const thumbnail = async () => textStream('its own still')
/** A result of an engine that draws nothing itself. */
const bare: RenderResult = { video, warnings: [], costUsdMicros: null }

const text = async (stream: ReadableStream<Uint8Array>) => new Response(stream as never).text()

async function keptUnder(t: TestContext, stills: Pick<StillsGate, 'draw'>, result: RenderResult) {
  const house = await openHouse(t, new ScriptedEngine({ class: 'opaque' }), () => ({ inspect: asOrdered, stills }))
  house.engine.firstReport = { state: 'done', result }
  await house.drive()
  const { id } = await house.desk.create(draft, caller)
  await house.reaches(id, 'completed', 2_000)
  const { blobs, store } = house.rooms
  const kept: Record<string, string> = {}
  for (const { kind, key, mediaType } of await store.assets(id))
    kept[kind] = `${mediaType}: ${await text(await blobs.open(key))}`
  return { kept, troubles: house.troubles.map(String) }
}

const drawing = (seen: string[]): Pick<StillsGate, 'draw'> => ({
  async draw(open) {
    seen.push(await text(await open()))
    return { thumbnail: Buffer.from('drawn still'), spritesheet: Buffer.from('drawn grid') }
  },
})

test('stills that an engine does not bring are drawn from the stored video, and only those', async (t) => {
  const seen: string[] = []
  const none = await keptUnder(t, drawing(seen), bare)
  const film = 'video/mp4: scripted video'
  assert.deepEqual(none.kept, {
    video: film,
    thumbnail: 'image/webp: drawn still',
    spritesheet: 'image/jpeg: drawn grid',
  })
  const one = await keptUnder(t, drawing(seen), { ...bare, thumbnail })
  assert.deepEqual(one.kept, {
    video: film,
    thumbnail: 'image/webp: its own still',
    spritesheet: 'image/jpeg: drawn grid',
  })
  await keptUnder(t, drawing(seen), scriptedResult())
  assert.deepEqual(seen, ['scripted video', 'scripted video'], 'and nothing is drawn where both came')
})

const broken = async () => Promise.reject(new Error('HTTP 404'))

test('a still that cannot be fetched is drawn', async (t) => {
  const { kept, troubles } = await keptUnder(t, drawing([]), { ...scriptedResult(), thumbnail: broken })
  assert.deepEqual([kept['thumbnail'], kept['spritesheet']], ['image/webp: drawn still', 'image/jpeg: scripted grid'])
  assert.deepEqual(troubles, ['Error: HTTP 404'])
})

for (const [what, draw] of [
  ['fails', async () => Promise.reject(new Error('not one frame'))],
  ['finds the disk full', async () => Promise.reject(Object.assign(new Error('no space'), { code: 'ENOSPC' }))],
  ['never ends', async () => new Promise<never>(() => {})],
] as const)
  test(`a video is completed without stills, and the operator told, where drawing ${what}`, async (t) => {
    let fetched = 0
    const counted = async () => ((fetched += 1), video())
    const { kept, troubles } = await keptUnder(t, { draw }, { ...bare, video: counted })
    assert.deepEqual([Object.keys(kept), fetched, troubles.length], [['video'], 1, 1], troubles.join())
  })
