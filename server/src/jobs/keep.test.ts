import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ScriptedEngine, scriptedResult, textStream } from '../spec/testing/scripted-engine.ts'
import { caller, draft, openHouse } from './testing/house.ts'

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
