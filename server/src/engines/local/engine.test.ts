import assert from 'node:assert/strict'
import { mkdir, readdir, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import sharp from 'sharp'
import { engineSuite, finish, readAll } from '../../spec/testing/engine-suite.ts'
import { until } from './testing/processes.ts'
import { openWorkshop, ORDER, photo, reference, TWO } from './testing/workshop.ts'

const { folder, open, request, folderOf, inspect } = await openWorkshop()
const signal = AbortSignal.timeout(120_000)

engineSuite('the local engine', {
  open: async () => open(),
  model: 'kinora-animatic',
  order: ORDER,
  photo,
  inspect,
  withinMs: 60_000,
})

test('two people make a video of exactly the ordered frames, H.264 with AAC, and leave nothing else behind', async () => {
  const engine = open()
  const order = request({ references: TWO, seconds: 2, width: 258, height: 400 })
  const result = await finish(engine, await engine.start(order, signal), signal)
  const facts = await inspect(await result.video())
  assert.deepEqual(
    { ...facts, seconds: Math.round(facts.seconds * 24) },
    { container: 'mp4', videoCodec: 'avc', audioCodec: 'aac', width: 258, height: 400, seconds: 48 },
  )
  assert.deepEqual(result.warnings, [])
  const still = await sharp(await readAll(await result.thumbnail!())).metadata()
  assert.deepEqual([still.width, still.height], [258, 400])
  const kept = ['result.json', 'spritesheet.jpg', 'thumbnail.webp', 'video.mp4']
  await until('the work folder is gone', 2000, async () => {
    return (await readdir(folderOf(order))).sort().join() === kept.join()
  })
})

test('a finished render is there after a restart, without rendering again', async () => {
  const order = request()
  const first = open()
  await finish(first, await first.start(order, signal), signal)
  const before = await stat(join(folderOf(order), 'video.mp4'))
  await first.close()
  const second = open()
  const handle = await second.start(order, signal)
  assert.equal((await second.poll(handle, signal)).state, 'done')
  const after = await stat(join(folderOf(order), 'video.mp4'))
  assert.deepEqual([after.ino, after.mtimeMs], [before.ino, before.mtimeMs])
  await second.release?.(handle)
  await assert.rejects(stat(folderOf(order)), { code: 'ENOENT' })
  assert.equal((await second.poll(handle, signal)).state, 'lost')
})

test('what an earlier process left half done is cleaned away and rendered again', async () => {
  const order = request()
  await mkdir(join(folderOf(order), 'part-old'), { recursive: true })
  await writeFile(join(folderOf(order), 'part-old', 'video.mp4'), 'half')
  await writeFile(join(folderOf(order), 'result.json'), '{"warn')
  const engine = open()
  assert.equal((await engine.poll({ key: order.key }, signal)).state, 'lost')
  const result = await finish(engine, await engine.start(order, signal), signal)
  assert.equal((await inspect(await result.video())).width, 256)
  assert.ok(!(await readdir(folderOf(order))).includes('part-old'))
})

test('a photo without a face is shown all the same, with a warning that names the person', async () => {
  const engine = open()
  const plain = await sharp({ create: { width: 300, height: 300, channels: 3, background: '#48a' } })
    .png()
    .toBuffer()
  const only = [reference('plain.png', 'image/png')]
  const order = { ...request({ references: only }), photo: async () => new Blob([plain]).stream() }
  const result = await finish(engine, await engine.start(order, signal), signal)
  assert.match(result.warnings.join(), /^Person 1: .*no face/i)
})

test('a key that is no plain name never reaches the file system', async () => {
  const engine = open()
  for (const key of ['../up', 'a/b', '', '.']) {
    await assert.rejects(engine.start({ ...request(), key }, signal))
    await assert.rejects(engine.poll({ key }, signal))
  }
})

test('folders that an earlier process left half done are swept, finished ones after a day', async () => {
  const twoDaysAgo = Date.now() / 1000 - 172_800
  const [finished, old, half] = [request(), request(), request()]
  const first = open()
  for (const one of [finished, old]) await finish(first, await first.start(one, signal), signal)
  await first.close()
  await mkdir(join(folder, half.key, 'part-x'), { recursive: true })
  await utimes(join(folder, old.key), twoDaysAgo, twoDaysAgo)
  await open().start(finished, signal)
  const left = await readdir(folder)
  assert.deepEqual(
    [half, old, finished].map(({ key }) => left.includes(key)),
    [false, false, true],
  )
})
