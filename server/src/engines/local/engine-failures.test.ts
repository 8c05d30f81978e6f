import assert from 'node:assert/strict'
import { readdir } from 'node:fs/promises'
import { test } from 'node:test'
import type { RenderRequest } from '../../spec/engine.ts'
import type { Reference } from '../../spec/order.ts'
import { descendants, until } from './testing/processes.ts'
import { allGone, failureOf, family, linuxOnly, openWorkshop, photo, reference, TWO } from './testing/workshop.ts'

const { folder, open, request, problems } = await openWorkshop()
const signal = AbortSignal.timeout(120_000)
/** Long enough that nothing here ever sees its end. */
const long = { seconds: 120 }

function folderGone(order: RenderRequest): Promise<boolean> {
  return until('its folder is gone', 5000, async () => {
    return (await readdir(folder)).every((name) => name !== order.key)
  })
}

/** Person 2 sends a text file. */
async function broken({ key }: Reference): Promise<ReadableStream<Uint8Array>> {
  return key === 'collins.png' ? new Blob(['not a photo']).stream() : photo(reference(key, 'image/jpeg'))
}

test('cancel answers at once and leaves no process and no file', { skip: linuxOnly }, async () => {
  const engine = open()
  const order = request(long)
  const handle = await engine.start(order, signal)
  const running = await family()
  const asked = performance.now()
  await engine.cancel?.(handle)
  assert.ok(performance.now() - asked < 50, `${performance.now() - asked} ms`)
  assert.equal((await failureOf(engine, handle)).code, 'cancelled')
  await allGone(running)
  await folderGone(order)
  assert.deepEqual(problems, [], 'a wish is not a problem')
})

test('a killed child fails the render in plain words, and its ffmpeg goes with it', { skip: linuxOnly }, async () => {
  const engine = open()
  const order = request(long)
  const handle = await engine.start(order, signal)
  const running = await family()
  process.kill(running.find(({ parent }) => parent === process.pid)!.pid, 'SIGKILL')
  assert.match((await failureOf(engine, handle)).message, /ended from outside/)
  await allGone(running)
  await folderGone(order)
})

test('a killed ffmpeg fails the render in plain words', { skip: linuxOnly }, async () => {
  const engine = open()
  const handle = await engine.start(request(long), signal)
  const running = await family()
  process.kill(running.find(({ name }) => name.startsWith('ffmpeg'))!.pid, 'SIGKILL')
  assert.equal((await failureOf(engine, handle)).code, 'engine_error')
  assert.match(problems.at(-1)!.message, /SIGKILL/)
  await allGone(running)
})

test('a child that hangs is ended', { skip: linuxOnly }, async () => {
  const engine = open({ stallMs: 1500 })
  const handle = await engine.start(request(long), signal)
  const [child] = descendants(process.pid)
  process.kill(child!.pid, 'SIGSTOP')
  assert.equal((await failureOf(engine, handle)).code, 'engine_timeout')
  await allGone([child!])
})

test('a photo that is none fails the render and names the person', async () => {
  const engine = open()
  const handle = await engine.start({ ...request({ references: TWO }), photo: broken }, signal)
  const fault = await failureOf(engine, handle)
  assert.equal(fault.code, 'invalid_reference')
  assert.match(fault.message, /person 2/)
})

test('a photo that cannot be fetched is an error of asking, and may be started again', async () => {
  const engine = open()
  const order = request({ references: TWO })
  const gone = { ...order, photo: () => Promise.reject(new Error('no such blob')) }
  await assert.rejects(engine.start(gone, signal), /no such blob/)
  await folderGone(order)
  await engine.start(order, signal)
})

test('without ffmpeg it says so: to the operator with the remedy, to the owner without paths', async () => {
  const engine = open({ ffmpeg: '/nowhere/ffmpeg' })
  const health = await engine.probe(signal)
  assert.ok(!health.ready && health.reason.includes('/nowhere/ffmpeg'))
  const fault = await failureOf(engine, await engine.start(request(), signal))
  assert.equal(fault.code, 'engine_unavailable')
  assert.match(fault.message, /ffmpeg/)
})
