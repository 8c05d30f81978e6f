import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { connect } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import { createEventDesk } from '../jobs/events/event-desk.ts'
import { ManualTiming } from '../jobs/testing/manual-timing.ts'
import { Fault, toEnvelope } from '../spec/fault.ts'
import { move } from '../spec/job.ts'
import type { JobIn } from '../spec/job.ts'
import { exampleJob } from '../spec/testing/example-job.ts'
import { openStore } from '../store/open-store.ts'
import type { Env } from './context.ts'
import { events } from './events.ts'

/** The streams on a real server with a real store; the header `owner` says who asks. */
async function open(t: TestContext) {
  const folder = await mkdtemp(join(tmpdir(), 'kinora-events-'))
  const { store, feed, close } = await openRooms(folder)
  const timing = new ManualTiming()
  const desk = createEventDesk({ store, feed })
  const app = new Hono<Env>()
  app.onError((thrown, c) => {
    const { status, body } = toEnvelope(thrown)
    return c.json(body, status as 400)
  })
  app.use(async (c, next) => {
    c.set('caller', { owner: c.req.header('owner') ?? 'owner-1' } as never)
    await next()
  })
  const key = { revoked: false }
  const admit = async (): Promise<never> => {
    // What it resolves to is not looked at here.
    if (!key.revoked) return undefined as never
    throw new Fault('invalid_api_key', 'No valid API key was given.')
  }
  app.route('/v1', events({ events: desk, keyring: { admit }, pulse: timing }))
  const server = createServer(getRequestListener(app.fetch)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(async () => {
    desk.stop()
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
    await close()
    await rm(folder, { recursive: true, force: true })
  })
  const { port } = server.address() as AddressInfo
  const url = `http://127.0.0.1:${port}/v1`
  const ask = (path: string, headers: Record<string, string> = {}) => fetch(`${url}${path}`, { headers })
  return { store, feed, desk, timing, server, port, ask, key }
}

async function openRooms(folder: string) {
  const rooms = await openStore({ folder, now: Date.now })
  return { store: rooms.store, feed: rooms.feed, close: () => rooms.close() }
}

type House = Awaited<ReturnType<typeof open>>

async function accept({ store }: House, id: string, owner = 'owner-1'): Promise<JobIn<'queued'>> {
  const job = { ...exampleJob(id), owner }
  await store.transact((rows) => rows.insertJob(job))
  return job
}

async function run({ store }: House, job: JobIn<'queued'>): Promise<JobIn<'running'>> {
  const submitting = move(job, 'submitting', { attempt: 1 })
  const running = move(submitting, 'running')
  await store.transact(async (rows) => {
    await rows.moveJob(job, submitting)
    await rows.moveJob(submitting, running)
  })
  return running
}

interface Told {
  readonly event: string
  readonly id: string | undefined
  readonly data: { readonly id: string; readonly status?: string; readonly progress?: number }
}

/** Reads a stream block by block. `take` gives the next event; `rest` the raw text until the end. */
function reading(response: Response) {
  assert.ok(response.body)
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  const block = async (): Promise<string | undefined> => {
    while (!text.includes('\n\n')) {
      const { done, value } = await reader.read()
      if (done) return undefined
      text += value
    }
    const at = text.indexOf('\n\n')
    const found = text.slice(0, at)
    text = text.slice(at + 2)
    return found
  }
  const take = async (): Promise<Told | undefined> => {
    for (let found = await block(); found !== undefined; found = await block()) {
      const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(found)?.[1]
      const event = field('event')
      if (event !== undefined) return { event, id: field('id'), data: JSON.parse(field('data') ?? '') as Told['data'] }
    }
    return undefined
  }
  return { block, take, cancel: () => reader.cancel() }
}

test('one video: as it is, every change, progress, and the end', async (t) => {
  const house = await open(t)
  const job = await accept(house, 'video_a')
  const response = await house.ask('/videos/video_a/events')
  assert.equal(response.headers.get('content-type'), 'text/event-stream; charset=utf-8')
  assert.equal(response.headers.get('cache-control'), 'no-store')
  assert.equal(response.headers.get('content-encoding'), null)
  const stream = reading(response)
  const first = await stream.take()
  assert.deepEqual([first?.event, first?.id, first?.data.id], ['video.queued', '1', 'video_a'])
  const running = await run(house, job)
  const second = await stream.take()
  assert.deepEqual([second?.event, second?.id], ['video.in_progress', '3'])
  await house.store.transact((rows) => rows.raiseProgress(running, 42))
  const third = await stream.take()
  assert.deepEqual([third?.event, third?.id, third?.data.progress], ['video.in_progress', undefined, 42])
  await house.store.transact((rows) => rows.moveJob(running, move(running, 'failed')))
  const last = await stream.take()
  assert.deepEqual([last?.event, last?.id, last?.data.status], ['video.failed', '4', 'failed'])
  assert.equal(await stream.take(), undefined)
})

test('a stream is taken up after the last event seen, and a video that ended needs none', async (t) => {
  const house = await open(t)
  const running = await run(house, await accept(house, 'video_a'))
  await house.store.transact((rows) => rows.moveJob(running, move(running, 'failed')))
  const stream = reading(await house.ask('/videos/video_a/events', { 'last-event-id': '1' }))
  const told = await stream.take()
  assert.deepEqual([told?.event, told?.id], ['video.failed', '4'])
  assert.equal(await stream.take(), undefined)
  assert.equal((await house.ask('/videos/video_a/events', { 'last-event-id': '4' })).status, 204)
})

test('all videos: only the own ones, deletions too, and nothing twice after coming back', async (t) => {
  const house = await open(t)
  await accept(house, 'video_old')
  const stream = reading(await house.ask('/events'))
  await stream.block()
  await accept(house, 'video_other', 'owner-2')
  const job = await accept(house, 'video_a')
  const first = await stream.take()
  assert.deepEqual([first?.event, first?.data.id], ['video.queued', 'video_a'])
  await stream.cancel()
  await accept(house, 'video_b')
  await run(house, job)
  const again = reading(await house.ask('/events', { 'last-event-id': first?.id ?? '' }))
  const missed = [await again.take(), await again.take()]
  assert.deepEqual(
    missed.map((told) => `${told?.event} ${told?.data.id}`),
    ['video.queued video_b', 'video.in_progress video_a'],
  )
  await house.store.transact((rows) => rows.deleteJob('video_other'))
  await house.store.transact((rows) => rows.deleteJob('video_b'))
  const gone = await again.take()
  assert.deepEqual([gone?.event, gone?.id, gone?.data.id], ['video.deleted', undefined, 'video_b'])
  await again.cancel()
})

test('another owner and a stranger id get the same 404; a bad Last-Event-ID is refused', async (t) => {
  const house = await open(t)
  await accept(house, 'video_a')
  const foreign = await house.ask('/videos/video_a/events', { owner: 'owner-2' })
  const unknown = await house.ask('/videos/video_x/events', { owner: 'owner-2' })
  assert.deepEqual([foreign.status, unknown.status], [404, 404])
  assert.equal((await foreign.text()).replace('video_a', 'video_x'), await unknown.text())
  for (const id of ['abc', '-1', '1.5', '9'.repeat(30)])
    assert.equal((await house.ask('/events', { 'last-event-id': id })).status, 400)
  assert.equal((await fetch(`http://127.0.0.1:${house.port}/v1/events`, { method: 'POST' })).status, 405)
})

test('a quiet stream says every 15 s that it is there', async (t) => {
  const house = await open(t)
  const stream = reading(await house.ask('/events'))
  assert.equal(await stream.block(), 'retry: 2000\n: connected')
  for (let beat = 0; beat < 2; beat += 1) {
    const heard = stream.block()
    await house.timing.until('a sleeper', () => house.timing.asleep > 0, 0)
    house.timing.advance(15_000)
    assert.equal(await heard, ': still here')
  }
  await stream.cancel()
})

test('a key that is revoked hears nothing more', async (t) => {
  const house = await open(t)
  const stream = reading(await house.ask('/events'))
  await stream.block()
  await accept(house, 'video_a')
  assert.equal((await stream.take())?.data.id, 'video_a')
  house.key.revoked = true
  await accept(house, 'video_b')
  assert.equal(await stream.take(), undefined)
})

test('stopping ends every stream cleanly and refuses new ones', async (t) => {
  const house = await open(t)
  await accept(house, 'video_a')
  const streams = [reading(await house.ask('/events')), reading(await house.ask('/videos/video_a/events'))]
  await streams[1]?.take()
  house.desk.stop()
  for (const stream of streams) assert.equal(await stream.take(), undefined)
  await new Promise((resolve) => house.server.close(resolve))
  await assert.rejects(house.desk.follow({ owner: 'owner-1', keyId: 'key-1' }, {}), { code: 'server_is_stopping' })
})

test('at most 16 streams an owner; one that leaves makes room', async (t) => {
  const house = await open(t)
  const aborts = Array.from({ length: 16 }, () => new AbortController())
  for (const { signal } of aborts) await fetch(`http://127.0.0.1:${house.port}/v1/events`, { signal })
  assert.equal((await house.ask('/events')).status, 429)
  const other = await house.ask('/events', { owner: 'owner-2' })
  assert.equal(other.status, 200)
  await other.body?.cancel()
  aborts[0]?.abort()
  await house.timing.until('room', async () => {
    const response = await house.ask('/events')
    await response.body?.cancel()
    return response.status === 200
  })
})

/** Asks for a stream and then never reads. */
async function stuck(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1')
  socket.pause()
  await once(socket, 'connect')
  socket.write('GET /v1/events HTTP/1.1\r\nHost: x\r\n\r\n')
  return socket
}

test('a reader that takes nothing costs no memory, and is let go after a minute', { timeout: 60_000 }, async (t) => {
  const house = await open(t)
  const sockets: Socket[] = []
  house.server.on('connection', (socket) => sockets.push(socket))
  const socket = await stuck(house.port)
  t.after(() => socket.destroy())
  await house.timing.until('the stream is open', () => house.timing.asleep > 0, 0)
  const { order } = exampleJob('video_a')
  const prompt = 'x'.repeat(30_000)
  for (let count = 0; count < 600; count += 1)
    await house.store.transact((rows) => rows.insertJob(exampleJob(`video_${count}`, { order: { ...order, prompt } })))
  const [held] = sockets
  assert.ok(held)
  // 18 MB were to be told: the system's own buffers took some, and what waits in this process is one event.
  assert.ok(held.writableLength < 100_000, String(held.writableLength))
  assert.equal(held.destroyed, false)
  const complaint = t.mock.method(console, 'error', () => undefined)
  house.timing.advance(61_000)
  await house.timing.until('the socket is let go', () => held.destroyed, 1_000)
  assert.equal(complaint.mock.callCount() <= 1, true)
})
