import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Fault } from '../../spec/fault.ts'
import { fitDraft } from './fit-draft.ts'
import { scriptedOffer } from '../../spec/testing/scripted-engine.ts'
import { caller, draft, openHouse } from '../testing/house.ts'

const size = { width: 1080, height: 1900 }

test('with leave to fit, the nearest is made, shown, and told', async (t) => {
  const house = await openHouse(t)
  const video = await house.desk.create({ ...draft, seconds: 10, size, fit: 'nearest' }, caller)
  assert.deepEqual([video.seconds, video.size], ['8', '720x1280'])
  assert.deepEqual(video.warnings, [
    "Made 8 seconds long, the nearest that 'scripted-1' can make to the 10 asked for.",
    "Made in 720x1280, the nearest that 'scripted-1' can make to the 1080x1900 asked for.",
  ])
  await house.drive()
  await house.reaches(video.id, 'running')
  house.engine.finish(`${video.id}-1`)
  await house.reaches(video.id, 'completed')
  assert.deepEqual((await house.desk.find(video.id, caller))?.warnings, video.warnings, 'still said at the end')
})

test('what fits already is left alone, and without leave nothing is changed', async (t) => {
  const { desk } = await openHouse(t)
  const video = await desk.create({ ...draft, seconds: 12, fit: 'nearest' }, caller)
  assert.deepEqual([video.seconds, video.warnings], ['12', []])
  await assert.rejects(desk.create({ ...draft, seconds: 10 }, caller), /The nearest seconds is '8'/)
  await assert.rejects(desk.create({ ...draft, size }, caller), /The nearest size is '720x1280'/)
})

test('within a range the nearest is the edge, even and whole', () => {
  const offer = {
    ...scriptedOffer,
    seconds: { kind: 'range', min: 2, max: 30, suggested: [4] },
    sizes: { kind: 'range', min: 256, max: 1024, maxPixels: 1024 * 768, suggested: ['768x768'] },
  } as const
  const fitted = (seconds: number, width: number, height: number) => {
    const { draft: made } = fitDraft({ ...draft, seconds, size: { width, height }, fit: 'nearest' }, offer)
    return [made.seconds, made.size?.width, made.size?.height]
  }
  assert.deepEqual(fitted(1, 512, 512), [2, 512, 512])
  assert.deepEqual(fitted(60, 511, 100), [30, 510, 256])
  assert.deepEqual(fitted(4, 2048, 2048), [4, 886, 886], 'it keeps its shape')
  assert.deepEqual(fitted(4, 4096, 2048), [4, 1024, 512])
})

test('ignored fields are told on the video', async (t) => {
  const { desk } = await openHouse(t)
  const video = await desk.create({ ...draft, ignored: ['fps', 'negative_prompt'] }, caller)
  assert.deepEqual(video.warnings, ['Ignored, because a create here does not take them: fps, negative_prompt.'])
})

test('where photos must have the size of the video, another size is refused in OpenAI’s words and leaves nothing', async (t) => {
  const house = await openHouse(t)
  const uploads = [await house.upload('anna')]
  await assert.rejects(house.desk.create({ ...draft, uploads, exactReferences: true }, caller), (thrown) => {
    assert.ok(thrown instanceof Fault)
    assert.equal(thrown.message, 'Inpaint image must match the requested width and height')
    return true
  })
  assert.deepEqual(await house.files(), [])
  assert.equal((await house.desk.create({ ...draft, exactReferences: true }, caller)).status, 'queued')
})
