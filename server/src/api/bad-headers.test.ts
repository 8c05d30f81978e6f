import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { after, before, test } from 'node:test'
import { listen, type Listening } from '../listen.ts'
import { createDoor } from './door.ts'
import { ownNames } from './guard.ts'
import { Keyring } from './keyring.ts'
import { video } from './testing/fake-desk.ts'
import { errorOf, KEY, openApi } from './testing/open-api.ts'

/** reliability.md section 5, group H, on a real socket; what needs none is in guard, keys, rate-limit and answers. */
const api = openApi()
let listening: Listening
before(async () => {
  const door = createDoor({
    api: api.app,
    keyring: new Keyring(KEY),
    names: () => ownNames([], listening.port, undefined),
    pages: () => undefined,
  })
  listening = await listen(door, '127.0.0.1', 0)
})
after(async () => {
  await listening.close()
  api.close()
})

interface Answer {
  readonly status: number
  readonly head: string
  readonly error: { readonly message: string; readonly code: string } | undefined
}

/** Sends bytes as they are and reads until the server hangs up; fails if it does not. */
async function raw(sent: string): Promise<Answer> {
  const socket = connect(listening.port, '127.0.0.1')
  socket.setTimeout(5_000, () => socket.destroy(new Error('No end of the answer within 5 s.')))
  socket.write(sent)
  const [head = '', body = ''] = Buffer.concat(await socket.toArray())
    .toString()
    .split('\r\n\r\n')
  const [json] = /\{"error".*\}/.exec(body) ?? []
  const error = json === undefined ? undefined : (JSON.parse(json) as { error: Answer['error'] }).error
  return { status: Number(head.split(' ')[1]), head, error }
}
const host = () => `Host: 127.0.0.1:${listening.port}\r\n`
const ask = (line: string, headers = '', mine = host()) =>
  raw(`${line} HTTP/1.1\r\n${mine}Authorization: Bearer ${KEY}\r\nConnection: close\r\n${headers}\r\n`)

/** The server reads `path`, not what a browser would make of it. */
const PATHS: readonly (readonly [path: string, allow: string])[] = [
  ['/v1/videos', 'GET, POST'],
  [`/v1/videos/${video.id}`, 'GET, DELETE'],
  [`/v1/videos/${video.id}/content`, 'GET, HEAD'],
  [`/v1/videos/${video.id}/remix`, 'POST'],
  ['/v1/models', 'GET'],
  ['/v1/keys', 'GET, POST'],
  ['/v1/webhook_endpoints', 'GET, POST'],
  [`/v1/models/sora-2`, 'GET'],
  ['/v1/files', 'GET, POST'],
  ['/v1/engines', 'GET'],
  ['/v1/usage', 'GET'],
  ['/v1/events', 'GET'],
  ['/v1/references', 'POST'],
  ['/v1/videos/estimates', 'POST'],
  ['/v1/videos/characters', 'POST'],
  ['/openai/v1/videos', 'GET, POST'],
]
for (const method of ['TRACE', 'PUT', 'PATCH', 'PROPFIND', 'PURGE', 'QUERY', 'LOCK', 'OPTIONS'])
  test(`H: ${method} is a 405 with Allow`, async () => {
    for (const [path, allow] of PATHS) {
      const { status, head, error } = await ask(`${method} ${path}`, 'X-Secret: mirrored\r\n')
      assert.deepEqual([status, error?.code], [405, 'method_not_allowed'], path)
      assert.match(head, new RegExp(`\r\nallow: ${allow}`, 'i'), path)
      assert.ok(!head.includes('mirrored'))
    }
  })

test('H: a tunnel is refused in the envelope, to whatever it should lead', async () => {
  for (const target of ['example.com:443', '127.0.0.1:22', `127.0.0.1:${listening.port}`]) {
    const { status, head, error } = await ask(`CONNECT ${target}`)
    assert.deepEqual([status, error?.code], [405, 'method_not_allowed'])
    assert.match(head, /\r\nAllow: /)
  }
})

test('H: what is no method and no HTTP is a 400', async () => {
  for (const line of ['BREW /v1/videos', 'get /v1/videos', 'GET', 'G ET /v1/videos', 'GET /v1/vi deos'])
    assert.equal((await ask(line)).status, 400, line)
})

test('H: wrong, missing and doubled hosts are refused; an absolute target does not stand in for one', async () => {
  const good = host()
  const hosts = [
    '',
    'Host:\r\n',
    'Host: evil.test\r\n',
    good + good,
    `${good}Host: evil.test\r\n`,
    'Host: localhost\r\n',
  ]
  hosts.push(`Host: 127.0.0.1:${listening.port}, evil.test\r\n`, `Host: evil.test@127.0.0.1:${listening.port}\r\n`)
  for (const mine of hosts) {
    const { status, error } = await ask('GET /v1/models', '', mine)
    assert.equal(status, 400, JSON.stringify(mine))
    assert.ok(error, 'in the envelope')
  }
  assert.equal((await ask(`GET http://127.0.0.1:${listening.port}/v1/models`, '', 'Host: evil.test\r\n')).status, 400)
  assert.equal((await ask('GET /v1/models')).status, 200)
})

test('H: too many and too large headers are a 431, without reading on', async () => {
  const floods = [`X: ${'x'.repeat(17_000)}\r\n`, 'X: y\r\n'.repeat(5_000), `Cookie: ${'a=b; '.repeat(4_000)}\r\n`]
  for (const flood of floods) {
    const { status, error } = await ask('GET /v1/models', flood)
    assert.deepEqual([status, error?.message], [431, 'The headers are larger than 16 KiB.'])
  }
  const { status } = await raw(`GET /${'x'.repeat(20_000)} HTTP/1.1\r\n${host()}\r\n`)
  assert.equal(status, 431)
  assert.equal((await ask('GET /v1/models', 'X: y\r\n'.repeat(500))).status, 200)
})

test('H: two lengths, a length beside chunks and a folded header are refused: no smuggling', async () => {
  const json = 'Content-Type: application/json\r\n'
  const bodies = ['Content-Length: 2\r\nContent-Length: 3\r\n', 'Content-Length: 2\r\nTransfer-Encoding: chunked\r\n']
  bodies.push(
    'Content-Length: -1\r\n',
    'Content-Length: 2x\r\n',
    'Transfer-Encoding: gzip\r\n',
    'X: a\r\n b: c\x00\r\n',
  )
  for (const headers of bodies)
    assert.equal((await ask('POST /v1/videos', `${json}${headers}\r\n{}`)).status, 400, headers)
})

const forwarded = [
  'X-Forwarded-For: 203.0.113.9\r\nX-Real-IP: 203.0.113.9\r\n',
  'X-Forwarded-Host: evil.test\r\nX-Forwarded-Proto: https\r\nX-Forwarded-Port: 443\r\n',
  'Forwarded: for=203.0.113.9;host=evil.test;proto=https\r\n',
  'X-Original-URL: /v1/keys\r\nX-Rewrite-URL: /v1/keys\r\nX-Forwarded-Prefix: /v1/keys\r\n',
  'X-HTTP-Method-Override: DELETE\r\nX-Method-Override: DELETE\r\n',
]
/** What two answers to one question have in common. */
const same = (head: string) => head.replace(/^(?:x-request-id|openai-processing-ms|date):.*\r\n/gim, '')

test('H: forwarded names, addresses, paths and methods change nothing', async () => {
  const plain = await ask(`GET /v1/videos/${video.id}`)
  for (const headers of forwarded) {
    const answer = await ask(`GET /v1/videos/${video.id}`, headers)
    assert.equal(answer.status, 200, headers)
    assert.equal(same(answer.head), same(plain.head), headers)
    // Nor do they help a host or a page that is not ours.
    const mine = `X-Forwarded-Host: 127.0.0.1:${listening.port}\r\n`
    assert.equal((await ask('GET /v1/models', headers + mine, 'Host: evil.test\r\n')).status, 400)
    assert.equal((await ask('GET /v1/models', `${headers}Origin: http://evil.test\r\n`)).status, 403)
  }
})

test('H: ids that are odd or of another kind are not found, on every path of a video', async () => {
  const ids = ['%00', '%', '%2e%2e', '..%2f..', `${video.id}%20`, video.id.toUpperCase(), `video_${'0'.repeat(47)}`]
  ids.push(`file-${'0'.repeat(48)}`, `char_${'0'.repeat(48)}`, `whe_${'0'.repeat(32)}`, 'null', '-1', "'%20OR%201=1--")
  ids.push('%F0%9F%98%80', '%ff', '%0d%0aX-Injected:%201', '{{7*7}}', '__proto__', 'constructor', 'x'.repeat(8_000))
  for (const id of ids)
    for (const path of [`GET /v1/videos/${id}`, `DELETE /v1/videos/${id}`, `GET /v1/videos/${id}/content`]) {
      const { status, head, error } = await ask(path)
      assert.equal(status, 404, path)
      assert.ok(error && !/^X-Injected/im.test(head), path)
    }
  for (const path of ['/v1/videos/', '/v1/videos//content', '/v1//videos'])
    assert.equal((await ask(`GET ${path}`)).status, 404, path)
})

test('H: keys in the wrong place or shape are one and the same 401', async () => {
  const texts = new Set<string>()
  const keys = [
    `bearer ${KEY}`,
    `Bearer  ${KEY}`,
    `Bearer ${KEY} x`,
    `Bearer ${KEY},`,
    `Token ${KEY}`,
    KEY,
    'Bearer \u00e9',
  ]
  for (const authorization of keys.slice(2)) {
    const response = await api.app.request('/v1/models', { headers: { authorization } })
    texts.add(JSON.stringify(await errorOf(response)))
  }
  for (const path of [`/v1/models?api_key=${KEY}`, `/v1/models?api-key=${KEY}`, `/v1/models?key=${KEY}`])
    texts.add(JSON.stringify(await errorOf(await api.app.request(path))))
  assert.equal(texts.size, 1, [...texts].join('\n'))
  assert.match([...texts][0] ?? '', /"status":401/)
})

test('H: an Idempotency-Key that is none is refused by name', async () => {
  const headers = { 'content-type': 'application/json' }
  for (const key of ['', 'a b', 'x'.repeat(256), 'schl\u00fcssel', 'a\tb']) {
    const init = { method: 'POST', body: '{"prompt":"p"}', headers: { ...headers, 'idempotency-key': key } }
    const error = await errorOf(await api.ask('/v1/videos', init))
    assert.deepEqual([error.status, error.param], [400, 'Idempotency-Key'], key)
  }
  assert.deepEqual(api.desk.drafts, [])
})
