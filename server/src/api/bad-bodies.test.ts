import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { after, before, beforeEach, test } from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'
import { Hono } from 'hono'
import { listen, type Listening } from '../listen.ts'
import { LIMITS } from '../spec/limits.ts'
import { serve } from './content.ts'
import type { Env } from './context.ts'
import { createDoor } from './door.ts'
import { ownNames } from './guard.ts'
import { Keyring } from './keyring.ts'
import { KEY, openApi } from './testing/open-api.ts'

/** reliability.md section 5, groups M, J and R, as far as they are a matter of the connection. */
const api = openApi()
const FILM_BYTES = 64 * 1_048_576
let cancelled = Promise.withResolvers<void>()
const facts = { bytes: FILM_BYTES, mediaType: 'video/mp4', sha256: 'ab', createdAtMs: 0 }
const openFilm = async () =>
  new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(new Uint8Array(65_536)),
    cancel: () => cancelled.resolve(),
  })
/** One large file for readers that stall; 50 ms are as good as 60 s. */
const film = new Hono<Env>().get('/v1/film', (c) => serve(c, { ...facts, open: openFilm }, 'film'))
const limits = { ...LIMITS, readerStallMs: 50 }
let listening: Listening
before(async () => {
  const whole = new Hono<Env>().route('/', film).route('/', api.app)
  const keyring = new Keyring(KEY)
  const names = () => ownNames([], listening.port, undefined)
  listening = await listen(createDoor({ api: whole, keyring, names, pages: () => undefined }), '127.0.0.1', 0, limits)
})
after(async () => {
  await listening.close()
  api.close()
})
beforeEach(() => {
  cancelled = Promise.withResolvers()
})

const FORM = 'multipart/form-data; boundary=b'
const FILE = '--b\r\nContent-Disposition: form-data; name="input_reference"; filename="a.png"\r\n\r\n'
const PROMPT = '--b\r\nContent-Disposition: form-data; name="prompt"\r\n\r\np\r\n'

function open(type: string, length: string, path = '/v1/videos'): Socket {
  const socket = connect(listening.port, '127.0.0.1').setNoDelay()
  socket.setTimeout(10_000, () => socket.destroy(new Error('Nothing happened for 10 s.')))
  socket.write(
    `POST ${path} HTTP/1.1\r\nHost: 127.0.0.1:${listening.port}\r\nAuthorization: Bearer ${KEY}\r\n` +
      `Content-Type: ${type}\r\n${length}\r\n\r\n`,
  )
  return socket
}

/** Sends blocks until the server answers or hangs up, never more than it takes; says what came back. */
async function flood(socket: Socket, blocks: Iterable<string | Uint8Array>): Promise<string> {
  const came: Buffer[] = []
  socket.on('data', (bytes: Buffer) => came.push(bytes))
  // Whoever is refused may find the connection closed under its feet.
  socket.on('error', () => {})
  const closed = once(socket, 'close').catch(() => undefined)
  for (const block of blocks) {
    if (came.length > 0 || socket.destroyed) break
    if (!socket.write(block)) await Promise.race([once(socket, 'drain').catch(() => undefined), closed])
  }
  await closed
  return Buffer.concat(came).toString()
}

function* chunks(first: string, size: number, upTo: number): Generator<string | Uint8Array> {
  const block = Buffer.alloc(size, 'x')
  if (first) yield `${first.length.toString(16)}\r\n${first}\r\n`
  for (let sent = 0; sent < upTo; sent += size) {
    yield `${size.toString(16)}\r\n`
    yield block
    yield '\r\n'
  }
}

const left = async (): Promise<void> => {
  const giveUpAt = performance.now() + 5_000
  while (api.left().length > 0 && performance.now() < giveUpAt) await turn()
  assert.deepEqual(api.left(), [], 'within 5 s nothing is left')
}

const CHUNKED = 'Transfer-Encoding: chunked'
const overs: readonly (readonly [what: string, type: string, first: string, message: RegExp])[] = [
  ['a photo', FORM, FILE, /20 MiB/],
  ['a text field', FORM, PROMPT.slice(0, -3), /64 MiB/],
  ['JSON', 'application/json', '{"prompt":"', /22528 KiB/],
]
for (const [what, type, first, message] of overs)
  test(`M, J: ${what} in chunks without end is answered 413, and nothing stays`, async () => {
    const answer = await flood(open(type, CHUNKED), chunks(first, 65_536, 4 * LIMITS.multipartBytes))
    assert.match(answer, /^HTTP\/1.1 413 /)
    assert.match(answer, message)
    assert.match(answer, /"type":"invalid_request_error"/)
    await left()
  })

test('M, J: a length over the limit is answered 413 before the body is sent', async () => {
  const answer = await flood(open('application/json', `Content-Length: ${LIMITS.dataUrlJsonBytes + 1}`), [])
  assert.match(answer, /^HTTP\/1.1 413 /)
})

test('M: a form with line feeds alone is a 400', async () => {
  const body = `${PROMPT}${FILE}abc\r\n--b--\r\n`.replaceAll('\r\n', '\n')
  assert.match(
    await flood(open(FORM, `Connection: close\r\nContent-Length: ${body.length}`), [body]),
    /^HTTP\/1.1 400 [^]*"invalid_body"/,
  )
  await left()
})

test('M: a form that comes byte by byte is read like any other', async () => {
  const body = `${PROMPT}${FILE}abc\r\n--b--\r\n`
  const answer = await flood(open(FORM, `Connection: close\r\nContent-Length: ${body.length}`), body)
  assert.match(answer, /^HTTP\/1.1 200 /)
  assert.equal(api.desk.drafts.pop()?.uploads[0]?.bytes, 3)
  await left()
})

for (const how of ['end', 'resetAndDestroy'] as const)
  test(`M: of a client that is gone half way (${how}) nothing stays`, async () => {
    const drafts = api.desk.drafts.length
    const socket = open(FORM, 'Content-Length: 10000000')
    socket.on('error', () => {})
    socket.write(`${PROMPT}${FILE}`)
    socket.write(Buffer.alloc(5_000_000))
    const giveUpAt = performance.now() + 5_000
    while (api.left().length === 0 && performance.now() < giveUpAt) await turn()
    assert.equal(api.left().length, 1, 'the file was being written')
    socket[how]()
    await left()
    socket.destroy()
    assert.equal(api.desk.drafts.length, drafts)
  })

test('J: JSON that is cut off by a vanishing client makes nothing', async () => {
  const drafts = api.desk.drafts.length
  const socket = open('application/json', 'Content-Length: 100')
  socket.on('error', () => {})
  socket.end('{"prompt":"p"}')
  await once(socket.resume(), 'close')
  assert.equal(api.desk.drafts.length, drafts)
})

test('R: a reader that takes nothing is cut off, and the file is closed', async () => {
  const socket = connect(listening.port, '127.0.0.1').pause()
  socket.write(`GET /v1/film HTTP/1.1\r\nHost: 127.0.0.1:${listening.port}\r\n\r\n`)
  await cancelled.promise
  socket.destroy()
})

test('none of it is our error', () => assert.deepEqual(api.errors.map(String), []))
