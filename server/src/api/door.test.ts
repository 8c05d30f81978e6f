import assert from 'node:assert/strict'
import { once } from 'node:events'
import { request } from 'node:http'
import { connect } from 'node:net'
import { after, before, test } from 'node:test'
import { Hono } from 'hono'
import { listen, type Listening } from '../listen.ts'
import type { Env } from './context.ts'
import { createDoor } from './door.ts'
import { ownNames } from './guard.ts'
import { Keyring } from './keyring.ts'

const KEY = 'knr_the-key-of-the-door-tests'
let listening: Listening
before(async () => {
  const api = new Hono<Env>().get('/v1/models', (c) => c.json({ object: 'list' }))
  const door = createDoor({
    api,
    keyring: new Keyring(KEY),
    names: () => ownNames([], listening.port, undefined),
    pages: () => Promise.resolve((_, response) => void response.end('a page')),
  })
  listening = await listen(door, '127.0.0.1', 0)
})
after(() => listening.close())

async function ask(path: string, headers: Record<string, string> = {}, method = 'GET') {
  const asked = request({ host: '127.0.0.1', port: listening.port, path, method, headers }).end()
  const [response] = (await once(asked, 'response')) as [import('node:http').IncomingMessage]
  const text = Buffer.concat(await response.toArray()).toString()
  return { status: response.statusCode, cookie: response.headers['set-cookie']?.[0], text }
}

/** What a browser on this machine sends when a person opens the page. */
const typed = { 'sec-fetch-dest': 'document', 'sec-fetch-mode': 'navigate', 'sec-fetch-site': 'none' }

test('a page opened on this machine is signed in; the cookie does not hold the key', async () => {
  const { status, cookie, text } = await ask('/create', typed)
  assert.deepEqual([status, text], [200, 'a page'])
  assert.match(cookie ?? '', /^kinora_session=[0-9a-f]{64}; Path=\/; HttpOnly; SameSite=Strict$/)
  assert.ok(!cookie?.includes(KEY))
})

test('a page does not take a session that is good away from whoever has it', async () => {
  const { cookie } = await ask('/create', typed)
  assert.equal((await ask('/create', { ...typed, cookie: cookie?.split(';')[0] ?? '' })).cookie, undefined)
  const ended = `kinora_session=${'0'.repeat(64)}.${'0'.repeat(64)}`
  assert.equal((await ask('/create', { ...typed, cookie: ended })).cookie, cookie)
})

test('nobody else is: forwarded visitors, scripts and assets get no cookie', async () => {
  for (const header of ['x-forwarded-for', 'forwarded', 'x-real-ip', 'via'])
    assert.equal((await ask('/create', { ...typed, [header]: '192.0.2.1' })).cookie, undefined, header)
  assert.equal((await ask('/create')).cookie, undefined)
  assert.equal(
    (await ask('/logo.svg', { 'sec-fetch-dest': 'image', 'sec-fetch-site': 'same-origin' })).cookie,
    undefined,
  )
})

test('the guard stands before pages and API alike', async () => {
  for (const path of ['/create', '/v1/models', '/healthz', '/session']) {
    assert.equal((await ask(path, { host: 'evil.test' })).status, 400, path)
    assert.equal((await ask(path, { origin: 'http://evil.test' })).status, 403, path)
    const other = await ask(path, { 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'cors' })
    assert.equal(other.status, 403, path)
    assert.equal((JSON.parse(other.text) as { error: { code: string } }).error.code, 'origin_refused')
  }
  assert.equal((await ask('/v1/models')).status, 200)
})

test('paths that only begin like the API are pages', async () => {
  assert.equal((await ask('/v1beta')).text, 'a page')
  assert.equal((await ask('/sessions')).text, 'a page')
})

test('what is not HTTP, and headers that never end, are answered in the envelope', async () => {
  for (const [sent, status] of [
    ['nonsense\r\n\r\n', '400'],
    [`GET / HTTP/1.1\r\nx: ${'x'.repeat(20_000)}\r\n\r\n`, '431'],
    ['GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n', '400'],
  ] as const) {
    const socket = connect(listening.port, '127.0.0.1')
    socket.end(sent)
    const answer = Buffer.concat(await socket.toArray()).toString()
    assert.match(answer, new RegExp(`^HTTP/1.1 ${status} `))
    assert.match(answer, /"code":"/)
  }
})
