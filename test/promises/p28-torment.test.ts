import assert from 'node:assert/strict'
import { after } from 'node:test'
import fc from 'fast-check'
import { errorOf, openApi } from '../../server/src/api/testing/open-api.ts'
import { promise } from '../kit/promise.ts'

const api = openApi()
after(() => api.close())

/** P28: no input gives a 5xx or a hang. 20,000 requests a run (reliability.md section 2). */
const REQUESTS = 20_000

const odd = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(
    '',
    '0',
    '-1',
    '10',
    '4.5',
    '10s',
    '720x1280',
    '1x1',
    '99999x99999',
    'sora-2',
    'nope',
    'standard',
    '../x',
  ),
  fc.constantFrom<unknown>(null, true, 0, -1, 4, 10, 1e21, Number.MAX_SAFE_INTEGER, [], {}, [[]], { id: 'x' }),
  fc.jsonValue({ maxDepth: 3 }),
)
const field = fc.oneof(
  fc.constantFrom(
    'prompt',
    'model',
    'seconds',
    'duration',
    'size',
    'quality',
    'seed',
    'n',
    'input_reference',
    'characters',
  ),
  fc.constantFrom(
    'video',
    'name',
    'file',
    'purpose',
    'url',
    'event_types',
    '__proto__',
    'base_url',
    'a[b][c]',
    'a[',
    'input_reference[]',
  ),
  fc.string({ maxLength: 20 }),
)
const fields = fc.array(fc.tuple(field, odd), { maxLength: 8 })

const words = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''))

const json = fields.map((list) => ({ type: 'application/json', body: JSON.stringify(Object.fromEntries(list)) }))
const broken = fc
  .tuple(fc.constantFrom('application/json', 'multipart/form-data; boundary=b', 'text/plain', ''), fc.string())
  .map(([type, body]) => ({ type, body }))
const form = fields.map((list) => ({
  type: 'multipart/form-data; boundary=b',
  body: `${list
    .map(([name, value], i) => {
      const file = i % 3 === 2 ? `; filename="${i}.png"` : ''
      return `--b\r\nContent-Disposition: form-data; name="${name.replace(/["\r\n]/g, '')}"${file}\r\n\r\n${words(value)}\r\n`
    })
    .join('')}--b--\r\n`,
}))

const segment = fc.oneof(
  fc.constantFrom(
    'videos',
    'files',
    'models',
    'keys',
    'webhook_endpoints',
    'content',
    'remix',
    'edits',
    'extensions',
    'characters',
  ),
  fc.constant(`video_${'0'.repeat(48)}`),
  fc.string({ maxLength: 12 }).map(encodeURIComponent),
)
const query = fc
  .array(
    fc.tuple(fc.constantFrom('limit', 'order', 'after', 'variant', 'download', 'x'), fc.string({ maxLength: 8 })),
    { maxLength: 2 },
  )
  .map((pairs) => (pairs.length > 0 ? `?${new URLSearchParams(pairs).toString()}` : ''))

const asked = fc.record({
  method: fc.constantFrom('GET', 'POST', 'POST', 'POST', 'DELETE', 'PUT', 'PATCH', 'HEAD', 'OPTIONS'),
  path: fc.tuple(fc.array(segment, { maxLength: 3 }), query).map(([path, search]) => `/v1/${path.join('/')}${search}`),
  body: fc.oneof(json, form, broken),
  header: fc.tuple(
    fc.constantFrom(
      'range',
      'if-none-match',
      'if-range',
      'if-match',
      'idempotency-key',
      'x-stainless-retry-count',
      'x-other',
    ),
    fc.string({ maxLength: 12 }).map((text) => text.replace(/[^\x21-\x7e]/g, 'x')),
  ),
})

promise('P28', 'generated requests never meet a 5xx or a hang, and every refusal is in the envelope', async () => {
  const seen = new Map<number, number>()
  await fc.assert(
    fc.asyncProperty(asked, async ({ method, path, body, header }) => {
      const bare = method === 'GET' || method === 'HEAD'
      const response = await api.ask(path, {
        method,
        headers: { [header[0]]: header[1], ...(!bare && body.type && { 'content-type': body.type }) },
        ...(!bare && { body: body.body }),
        signal: AbortSignal.timeout(5_000),
      })
      assert.ok(response.status < 500, String(api.errors.at(-1)))
      seen.set(response.status, (seen.get(response.status) ?? 0) + 1)
      if (response.status >= 400 && method !== 'HEAD') await errorOf(response)
      else await response.body?.cancel()
    }),
    { numRuns: REQUESTS },
  )
  // A generator that only ever missed the routes would prove nothing.
  for (const status of [200, 400, 404, 405, 415])
    assert.ok((seen.get(status) ?? 0) > 20, `${status}: ${seen.get(status)}`)
  assert.deepEqual(api.errors, [])
  assert.deepEqual(api.left(), [])
  return `0 of ${REQUESTS} requests`
})
