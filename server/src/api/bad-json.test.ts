import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { LIMITS } from '../spec/limits.ts'
import { video } from './testing/fake-desk.ts'
import { errorOf, openApi } from './testing/open-api.ts'

/** reliability.md section 5, group J. What a create alone refuses is in create.test.ts. */
let api = openApi()
beforeEach(() => {
  api.close()
  api = openApi()
})
after(() => api.close())

const post = (body: RequestInit['body'], headers: Record<string, string> = {}): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', ...headers },
  body: body ?? null,
})

const PATHS = [
  '/v1/videos',
  '/v1/videos/estimates',
  '/v1/videos/edits',
  '/v1/videos/extensions',
  `/v1/videos/${video.id}/remix`,
  '/v1/videos/characters',
  '/v1/references',
  '/v1/keys',
  '/v1/webhook_endpoints',
]
/** Every route below takes a body of a known kind or none; the session's is JSON too. */
const POSTS = [
  ...PATHS,
  '/session',
  '/v1/files',
  `/v1/videos/${video.id}/retry`,
  `/v1/videos/${video.id}/cancel`,
  '/v1/webhook_endpoints/whe_1',
  '/v1/webhook_endpoints/whe_1/rotate_secret',
  '/v1/webhook_endpoints/whe_1/test',
  '/v1/webhook_endpoints/whe_1/deliveries/del_1/replay',
]

async function refused(path: string, init: RequestInit, status: number, code: string): Promise<string> {
  const error = await errorOf(await api.ask(path, init))
  assert.deepEqual([error.status, error.code], [status, code], `${path}: ${error.message}`)
  assert.deepEqual([api.desk.drafts, api.lineage.asked, api.left(), api.errors], [[], [], [], []])
  return error.message
}

const notUtf8 = Buffer.concat([Buffer.from('{"prompt":"'), Buffer.from([0xc3, 0x28]), Buffer.from('"}')])
const bodies: readonly (readonly [string, RequestInit['body']])[] = [
  ['nothing but blanks', ' \n'],
  ['a cut object', '{"prompt":"p"'],
  ['a cut text', '{"prompt":"p'],
  ['a text', '"prompt"'],
  ['a number', '5'],
  ['null', 'null'],
  ['a list', '[{"prompt":"p"}]'],
  ['two objects', '{"prompt":"p"}{"prompt":"q"}'],
  ['a comment', '{"prompt":"p"} // two people'],
  ['a comma too many', '{"prompt":"p",}'],
  ['bytes that are no UTF-8', notUtf8],
  ['UTF-16', Buffer.from('\uFEFF{"prompt":"p"}', 'utf16le')],
  ['a form', '--b\r\nContent-Disposition: form-data; name="prompt"\r\n\r\np\r\n--b--\r\n'],
]
for (const [what, body] of bodies)
  test(`J: ${what} is no JSON object, on every path`, async () => {
    for (const path of PATHS) await refused(path, post(body), 400, 'invalid_body')
  })

test('J: an empty body is refused wherever something is needed', async () => {
  for (const path of PATHS) await refused(path, post(''), 400, 'invalid_body')
})

test('J: any Content-Encoding is a 415 on every path, before the body is read', async () => {
  for (const encoding of ['gzip', 'deflate', 'br', 'zstd', 'identity', 'x'])
    for (const path of POSTS)
      await refused(path, post('{"prompt":"p"}', { 'content-encoding': encoding }), 415, 'unsupported_media_type')
})

test('J: other types are a 415 on every path, and no type is one wherever something is needed', async () => {
  const types = ['text/plain', 'text/json', 'application/x-www-form-urlencoded', 'application/xml', 'multipart/mixed']
  for (const path of POSTS)
    for (const type of types)
      for (const method of ['POST', 'PUT', 'PATCH']) {
        const init = { ...post('{"prompt":"p"}', { 'content-type': type }), method }
        await refused(path, init, 415, 'unsupported_media_type')
      }
  for (const path of PATHS.filter((one) => one !== '/v1/webhook_endpoints')) {
    await refused(path, { method: 'POST', body: Buffer.from('{}') }, 415, 'unsupported_media_type')
    await refused(path, { method: 'POST' }, 415, 'unsupported_media_type')
  }
})

test('J: 10,000 levels are refused or taken quickly, on every path, without a stack overflow', async () => {
  const levels = { lists: ['[', ']'], objects: ['{"x":', '}'] } as const
  for (const [open, shut] of Object.values(levels)) {
    const deep = open.repeat(10_000) + (open === '[' ? '' : '1') + shut.repeat(10_000)
    const startedAt = performance.now()
    for (const path of PATHS) {
      const response = await api.ask(path, post(`{"prompt":7,"name":7,"size":7,"x":${deep}}`))
      // An estimate answers with what is wrong; a webhook has room for less.
      const allowed = path.endsWith('/estimates') ? [200] : [400, 413]
      assert.ok(allowed.includes(response.status), `${path}: ${response.status}`)
    }
    assert.ok(performance.now() - startedAt < 2_000)
  }
  assert.deepEqual(api.errors, [])
})

/** A body that never ends by itself, and how much of it was read. */
const endless = () => {
  let sent = 0
  const block = new Uint8Array(65_536).fill(32)
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      sent += block.length
      // Far more than any limit: whoever reads on is seen to.
      if (sent > 4 * LIMITS.dataUrlJsonBytes) controller.error(new Error('It was read on.'))
      else controller.enqueue(block)
    },
  })
  return { body, sent: () => sent }
}

test('J: a body over the limit is a 413, by its length or while it streams', async () => {
  for (const path of PATHS) {
    const { body, sent } = endless()
    await refused(path, { ...post(body), duplex: 'half' }, 413, 'request_too_large')
    assert.ok(sent() < LIMITS.dataUrlJsonBytes + 1_048_576, `${path}: ${sent()}`)
    const told = post('{"prompt":"p"}', { 'content-length': String(LIMITS.dataUrlJsonBytes + 1) })
    await refused(path, told, 413, 'request_too_large')
  }
})

test('J: a byte order mark is fine', async () => {
  assert.equal((await api.ask('/v1/videos', post('\uFEFF{"prompt":"p"}'))).status, 200)
  assert.equal(api.desk.drafts[0]?.prompt, 'p')
})

test('J: __proto__, constructor and prototype change nothing', async () => {
  const forged = '{"quality":"high","seed":5,"polluted":true}'
  const body = `{"prompt":"p","__proto__":${forged},"constructor":{"prototype":${forged}},"prototype":${forged}}`
  assert.equal((await api.ask('/v1/videos', post(body))).status, 200)
  const [draft] = api.desk.drafts
  assert.deepEqual([draft?.prompt, draft?.quality, draft?.seed], ['p', undefined, undefined])
  assert.equal((await api.ask('/v1/videos', post(`{"__proto__":{"prompt":"p"}}`))).status, 400)
  assert.equal(({} as { polluted?: unknown }).polluted, undefined)
})

test('J: fields that would reach into an engine are refused by name, wherever they stand', async () => {
  const fields: Record<string, unknown> = { base_url: 'http://x', api_base: 'x', api_key: 'x', headers: { a: 'b' } }
  for (const [name, value] of Object.entries(fields)) {
    const places = [{ [name]: value }, { extra_body: { [name]: value } }, { characters: [{ id: 'c', [name]: value }] }]
    for (const place of places)
      for (const path of ['/v1/videos', `/v1/videos/${video.id}/remix`, '/v1/references']) {
        const error = await errorOf(
          await api.ask(path, post(JSON.stringify({ prompt: 'p', size: '720x1280', ...place }))),
        )
        assert.deepEqual([error.status, error.code, error.param], [400, 'unknown_parameter', name], path)
      }
    const form = new FormData()
    form.append('prompt', 'p')
    form.append(`extra_body[${name}]`, 'x')
    const error = await errorOf(await api.ask('/v1/videos', { method: 'POST', body: form }))
    assert.deepEqual([error.code, error.param], ['unknown_parameter', name])
  }
  assert.deepEqual(api.desk.drafts, [])
})

const fields: readonly (readonly [string, unknown, RegExp])[] = [
  ['prompt', ['p'], /must be text/],
  ['prompt', { text: 'p' }, /must be text/],
  ['prompt', true, /must be text/],
  ['prompt', '', /must not be blank/],
  ['prompt', '\u2003\t', /must not be blank/],
  ['prompt', 'x'.repeat(32_001), /more than 32000/],
  ['prompt', '\udc00\ud800', /not valid text/],
  ['seconds', '', /whole number of seconds/],
  ['seconds', '8s', /whole number of seconds/],
  ['seconds', -4, /nearest is '1'/],
  ['seconds', '0x8', /whole number of seconds/],
  ['seconds', '8e1', /whole number of seconds/],
  ['seconds', Infinity, /whole number of seconds/],
  ['seconds', [8], /whole number of seconds/],
  ['seconds', true, /whole number of seconds/],
  ['size', '720 x 1280 px', /WIDTHxHEIGHT/],
  ['size', '0x0', /WIDTHxHEIGHT/],
  ['size', '-720x1280', /WIDTHxHEIGHT/],
  ['size', 720, /WIDTHxHEIGHT/],
  ['size', { width: 720 }, /WIDTHxHEIGHT/],
  ['model', '', /must not be empty/],
  ['model', 5, /must be text/],
  ['model', 'x'.repeat(201), /longer than 200/],
  ['characters', 'c', /must be a list/],
  ['input_reference', {}, /exactly one/],
  ['input_reference', 'data:image/png;base64', /neither an https URL nor/],
  ['input_reference', 'data:image/png,%89PNG', /base64/],
  ['input_reference', 'data:image/png;base64,a', /base64/],
]
for (const [name, value, message] of fields) {
  const shown = (JSON.stringify(value) ?? '').slice(0, 40)
  test(`J: ${name} ${shown} is refused with what is accepted`, async () => {
    const sent = JSON.stringify({ prompt: 'p', [name]: value === Infinity ? 'INFINITY' : value }).replace(
      '"INFINITY"',
      '1e400',
    )
    const error = await errorOf(await api.ask('/v1/videos', post(sent)))
    assert.deepEqual([error.status, error.code, error.param], [400, 'invalid_value', name])
    assert.match(error.message, message)
    assert.ok(error.message.length < 400, 'a long value is not told back whole')
    assert.deepEqual([api.desk.drafts, api.left(), api.errors], [[], [], []])
  })
}
