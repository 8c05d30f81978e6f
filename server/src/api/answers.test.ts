import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { provenanceSchema } from './openapi/schemas.ts'
import { video } from './testing/fake-desk.ts'
import { errorOf, KEY, openApi } from './testing/open-api.ts'

const api = openApi()
after(() => api.close())

test('a video has all 13 fields of the contract and says when to ask again', async () => {
  const response = await api.ask(`/v1/videos/${video.id}`)
  const fields =
    'id object model status progress created_at completed_at expires_at prompt size seconds remixed_from_video_id error'
  const body = (await response.json()) as object
  for (const field of fields.split(' ')) assert.ok(field in body, field)
  assert.match(response.headers.get('openai-poll-after-ms') ?? '', /^\d+$/)
  assert.match(response.headers.get('x-request-id') ?? '', /^req_/)
})

test('an unknown id is named, and never answers with the list', async () => {
  for (const id of ['video_nope', '%2e%2e%2fx', '%00', 'x'.repeat(5000)]) {
    const error = await errorOf(await api.ask(`/v1/videos/${id}`))
    assert.equal(error.status, 404)
  }
  assert.equal((await errorOf(await api.ask('/v1/videos/'))).status, 404)
  assert.match((await errorOf(await api.ask('/v1/videos/video_nope'))).message, /video_nope/)
})

test('every refusal is enveloped: unknown paths, methods and keys', async () => {
  assert.equal((await errorOf(await api.ask('/v1/responses', { method: 'POST' }))).code, 'not_found')
  const put = await api.ask('/v1/videos', { method: 'PUT' })
  assert.equal(put.headers.get('allow'), 'GET, POST')
  assert.equal((await errorOf(put)).status, 405)
  const keys = ['', 'Bearer', 'Bearer wrong', `Basic ${KEY}`, `Bearer ${KEY}x`]
  const answers = await Promise.all(
    keys.map(async (authorization) => errorOf(await api.ask('/v1/videos', { headers: { authorization } }))),
  )
  for (const answer of answers) assert.deepEqual(answer, answers[0])
  assert.equal(answers[0]?.code, 'invalid_api_key')
})

test('the key is taken as bearer, as api-key and as a session that it opened', async () => {
  const bare = { authorization: '' }
  assert.equal((await api.ask('/v1/videos', { headers: { ...bare, 'api-key': KEY } })).status, 200)
  const json = { 'content-type': 'application/json' }
  const body = JSON.stringify({ key: KEY })
  const signIn = await api.ask('/session', { method: 'POST', headers: { ...bare, ...json }, body })
  assert.equal(signIn.status, 204)
  const cookie = signIn.headers.get('set-cookie') ?? ''
  assert.match(cookie, /HttpOnly; SameSite=Strict/)
  assert.ok(!cookie.includes(KEY))
  assert.equal((await api.ask('/v1/videos', { headers: { ...bare, cookie: cookie.split(';')[0] ?? '' } })).status, 200)
  const wrong = await api.ask('/session', { method: 'POST', headers: json, body: JSON.stringify({ key: 'no' }) })
  assert.equal(wrong.status, 401)
})

test('a list has all five keys, and its limits are kept', async () => {
  const list = (await (await api.ask('/v1/videos?limit=2&order=asc&after=a')).json()) as object
  assert.deepEqual(Object.keys(list), ['object', 'data', 'first_id', 'last_id', 'has_more'])
  assert.deepEqual(api.desk.pages.at(-1), { limit: 2, order: 'asc', after: 'a' })
  const none = (await (await api.ask('/v1/videos?limit=0')).json()) as { first_id: unknown; last_id: unknown }
  assert.deepEqual([none.first_id, none.last_id], [null, null])
  for (const query of ['limit=101', 'limit=-1', 'limit=x', 'order=up'])
    assert.equal((await errorOf(await api.ask(`/v1/videos?${query}`))).status, 400)
})

const ranges: readonly (readonly [string | undefined, number, string, string | null])[] = [
  [undefined, 200, '0123456789', null],
  ['bytes=0-0', 206, '0', 'bytes 0-0/10'],
  ['bytes=0-99', 206, '0123456789', 'bytes 0-9/10'],
  ['bytes=4-', 206, '456789', 'bytes 4-9/10'],
  ['bytes=-1', 206, '9', 'bytes 9-9/10'],
  ['bytes=-20', 206, '0123456789', 'bytes 0-9/10'],
  ['bytes=5-2', 200, '0123456789', null],
  ['bytes=abc', 200, '0123456789', null],
  ['lines=0-1', 200, '0123456789', null],
  ['bytes=0-1,3-4', 200, '0123456789', null],
]
for (const [range, status, text, contentRange] of ranges)
  test(`Range ${range ?? 'absent'} answers ${status}`, async () => {
    const response = await api.ask(`/v1/videos/${video.id}/content`, range ? { headers: { range } } : {})
    assert.equal(response.status, status)
    assert.equal(response.headers.get('content-range'), contentRange)
    assert.equal(response.headers.get('content-length'), String(text.length))
    assert.equal(await response.text(), text)
  })

test('a range outside the file answers 416 with its size', async () => {
  for (const range of ['bytes=10-', 'bytes=-0']) {
    const response = await api.ask(`/v1/videos/${video.id}/content`, { headers: { range } })
    assert.equal(response.headers.get('content-range'), 'bytes */10')
    assert.equal((await errorOf(response)).status, 416)
  }
})

test('validators: 304 for what the client has, 412 for what it does not mean, If-Range decides', async () => {
  const path = `/v1/videos/${video.id}/content`
  const first = await api.ask(path)
  const etag = first.headers.get('etag') ?? ''
  const modified = first.headers.get('last-modified') ?? ''
  const status = async (headers: Record<string, string>) => (await api.ask(path, { headers })).status
  assert.match(etag, /^"[\w-]+"$/)
  assert.equal(await status({ 'if-none-match': etag }), 304)
  assert.equal(await status({ 'if-none-match': `W/${etag}` }), 304)
  assert.equal(await status({ 'if-none-match': '"other"' }), 200)
  assert.equal(await status({ 'if-modified-since': modified }), 304)
  assert.equal(await status({ 'if-match': '"other"' }), 412)
  assert.equal(await status({ 'if-match': etag }), 200)
  assert.equal(await status({ range: 'bytes=0-0', 'if-range': etag }), 206)
  assert.equal(await status({ range: 'bytes=0-0', 'if-range': '"other"' }), 200)
})

test('HEAD answers like GET without a body, and variants are checked', async () => {
  const head = await api.ask(`/v1/videos/${video.id}/content`, { method: 'HEAD' })
  assert.equal(head.status, 200)
  assert.equal(head.headers.get('content-length'), '10')
  assert.equal(head.headers.get('content-type'), 'video/mp4')
  assert.equal(await head.text(), '')
  const error = await errorOf(await api.ask(`/v1/videos/${video.id}/content?variant=foo`))
  assert.deepEqual([error.status, error.param], [400, 'variant'])
})

test('health needs no key', async () => {
  const bare = { headers: { authorization: '' } }
  assert.equal((await api.ask('/healthz', bare)).status, 200)
  const ready = await api.ask('/readyz', bare)
  assert.equal(ready.status, 200)
  assert.deepEqual(await ready.json(), {
    ready: true,
    store: { ready: true },
    engines: { local: { ready: true } },
    studio: { ready: true },
  })
})

test('a photo is served to be looked at, not to be kept', async () => {
  const photo = await api.ask(`/v1/videos/${video.id}/references/1`)
  assert.deepEqual(
    [photo.status, photo.headers.get('content-type'), photo.headers.get('cache-control')],
    [200, 'image/jpeg', 'private, no-store'],
  )
  assert.equal((await errorOf(await api.ask(`/v1/videos/${video.id}/references/2`))).code, 'photo_not_found')
  for (const place of ['0', '-1', '1.5', 'x', '100']) {
    const { status, param } = await errorOf(await api.ask(`/v1/videos/${video.id}/references/${place}`))
    assert.deepEqual([status, param], [400, 'place'])
  }
})

test('what a file says of its making is told as the document has it', async () => {
  const told = await (await api.ask(`/v1/videos/${video.id}/provenance`)).json()
  assert.deepEqual(provenanceSchema.strict().parse(told).mark, { type: 'composite', tool: 'A tool', title: 'A title' })
  assert.equal((await errorOf(await api.ask('/v1/videos/nope/provenance'))).code, 'video_not_found')
})
