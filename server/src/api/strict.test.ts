import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { errorOf, openApi } from './testing/open-api.ts'

const api = openApi()
let strict = ''
let pro = ''
before(async () => {
  strict = (await api.keys.make({ name: 'Strict', profile: 'strict' })).secret
  pro = (await api.keys.make({ name: 'Strict and pro', profile: 'strict', model: 'sora-2-pro' })).secret
})
after(() => api.close())

const json = (body: object, key: string, headers: Record<string, string> = {}): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', authorization: `Bearer ${key}`, ...headers },
  body: JSON.stringify({ prompt: 'p', ...body }),
})
const ask = (body: object, key = strict, headers = {}) => api.ask('/v1/videos', json(body, key, headers))

function form(key: string, parts: readonly (readonly [string, string | Blob])[]): RequestInit {
  const body = new FormData()
  for (const [name, value] of parts) body.append(name, value)
  return { method: 'POST', headers: { authorization: `Bearer ${key}` }, body }
}

const SECONDS = "Supported values are: '4', '8', '12', '16', and '20'."
const SIZES = "Supported values are: '720x1280' and '1280x720'."

const refusals: readonly (readonly [string, object, string, string, string])[] = [
  ['seconds', { seconds: '10' }, 'invalid_value', 'seconds', `Invalid value: '10'. ${SECONDS}`],
  ['seconds as a number', { seconds: 7 }, 'invalid_value', 'seconds', `Invalid value: '7'. ${SECONDS}`],
  ['unreadable seconds', { seconds: '8s' }, 'invalid_value', 'seconds', `Invalid value: '8s'. ${SECONDS}`],
  ['a size', { size: '1024x1808' }, 'invalid_value', 'size', `Invalid value: '1024x1808'. ${SIZES}`],
  ['a size of the other model', { size: '1024x1792' }, 'invalid_value', 'size', `Invalid value: '1024x1792'. ${SIZES}`],
  ['an unreadable size', { size: '720' }, 'invalid_value', 'size', `Invalid value: '720'. ${SIZES}`],
  ['quality', { quality: 'standard' }, 'unknown_parameter', 'quality', "Unknown parameter: 'quality'."],
  ['duration', { duration: 4 }, 'unknown_parameter', 'duration', "Unknown parameter: 'duration'."],
  ['priority', { priority: 'high' }, 'unknown_parameter', 'priority', "Unknown parameter: 'priority'."],
  ['seed', { seed: 1 }, 'unknown_parameter', 'seed', "Unknown parameter: 'seed'."],
  ['n', { n: 1 }, 'unknown_parameter', 'n', "Unknown parameter: 'n'."],
  ['metadata', { metadata: { a: '1' } }, 'unknown_parameter', 'metadata', "Unknown parameter: 'metadata'."],
  ['any unknown field', { flag: true }, 'unknown_parameter', 'flag', "Unknown parameter: 'flag'."],
]
for (const [what, body, code, param, message] of refusals)
  test(`a strict key refuses ${what} as OpenAI did`, async () => {
    const error = await errorOf(await ask(body))
    assert.deepEqual([error.status, error.code, error.param, error.message], [400, code, param, message])
    assert.deepEqual(api.desk.drafts, [])
  })

const photo = () => new Blob(['A'])

test('a strict key refuses a second photo, and photos under other names', async () => {
  const two = form(strict, [
    ['prompt', 'p'],
    ['input_reference[]', photo()],
    ['input_reference[]', photo()],
  ])
  assert.equal((await errorOf(await api.ask('/v1/videos', two))).param, 'input_reference')
  const named = form(strict, [
    ['prompt', 'p'],
    ['person1', photo()],
  ])
  const error = await errorOf(await api.ask('/v1/videos', named))
  assert.deepEqual([error.code, error.param], ['unknown_parameter', 'person1'])
  assert.deepEqual([api.desk.drafts, api.left()], [[], []])
})

test('a strict key makes what OpenAI made, each model in its own sizes', async () => {
  for (const seconds of ['4', '8', '12', '16', '20', 8]) assert.equal((await ask({ seconds })).status, 200)
  assert.equal((await ask({ size: '1280x720', model: 'sora-2' })).status, 200)
  assert.equal((await ask({ size: '1080x1920', model: 'sora-2-pro' })).status, 200)
  assert.equal((await ask({ size: '1792x1024' }, pro)).status, 200, "the key's own model counts")
  assert.equal((await ask({ size: '1792x1024', model: 'sora-2' }, pro)).status, 400)
  assert.equal(api.desk.drafts.at(-1)?.exactReferences, true)
  api.desk.drafts.length = 0
})

test('a tolerant create names what it will not heed, and keeps quiet about labels', async () => {
  const { secret } = await api.keys.make({ name: 'Tolerant' })
  const body = { fps: 24, negative_prompt: 'rain', aspect_ratio: null, metadata: { a: '1' }, flag: true, user: 'u' }
  assert.equal((await ask(body, secret)).status, 200)
  assert.deepEqual(api.desk.drafts.pop(), { prompt: 'p', uploads: [], ignored: ['fps', 'negative_prompt'] })
  const parts = form(secret, [
    ['prompt', 'p'],
    ['fps', '24'],
    ['frame_images[0][url]', 'x'],
    ['style', ''],
  ])
  assert.equal((await api.ask('/v1/videos', parts)).status, 200)
  assert.deepEqual(api.desk.drafts.pop()?.ignored, ['fps', 'frame_images'])
})

test('the leave to fit is a header of one value, and does not loosen a strict key', async () => {
  const { secret } = await api.keys.make({ name: 'Tolerant' })
  assert.equal((await ask({ seconds: 10 }, secret, { 'x-kinora-fit': 'nearest' })).status, 200)
  assert.equal(api.desk.drafts.pop()?.fit, 'nearest')
  const odd = await errorOf(await ask({}, secret, { 'x-kinora-fit': 'best' }))
  assert.deepEqual([odd.code, odd.param], ['invalid_value', 'x-kinora-fit'])
  assert.equal((await ask({ seconds: 10 }, strict, { 'x-kinora-fit': 'nearest' })).status, 400)
})

test('a value that is no length or seed is refused with the nearest that would be', async () => {
  const { secret } = await api.keys.make({ name: 'Tolerant' })
  const said = async (body: object) => (await errorOf(await ask(body, secret))).message
  assert.match(await said({ seconds: '0' }), /'0'.*1 or more\. The nearest is '1'\./)
  assert.match(await said({ seconds: 8.4 }), /'8\.4'.*The nearest is '8'\./)
  assert.match(await said({ seed: -5 }), /'-5'.*The nearest is '0'\./)
  assert.match(await said({ seconds: '10s' }), /'10s'\. Use a whole number of seconds, 1 or more\.$/)
})

const paths = ['edits', 'extensions', 'video_none/remix']
for (const path of paths)
  test(`a strict key refuses unknown fields of ${path}, which a tolerant one lets pass`, async () => {
    const { secret } = await api.keys.make({ name: 'Tolerant' })
    const video = path === 'video_none/remix' ? {} : { video: { id: 'video_none' } }
    const seconds = path === 'extensions' ? { seconds: '4' } : {}
    const wish = { ...video, ...seconds, metadata: { a: '1' } }
    const error = await errorOf(await api.ask(`/v1/videos/${path}`, json(wish, strict)))
    assert.deepEqual([error.status, error.code, error.param], [400, 'unknown_parameter', 'metadata'])
    assert.equal((await api.ask(`/v1/videos/${path}`, json(wish, secret))).status, 200)
    assert.equal((await api.ask(`/v1/videos/${path}`, json({ ...video, ...seconds }, strict))).status, 200)
  })

const extend = (seconds: unknown) =>
  api.ask('/v1/videos/extensions', json({ seconds, video: { id: 'video_none' } }, strict))

test('a strict key extends by the same lengths', async () => {
  const error = await errorOf(await extend(10))
  assert.deepEqual([error.param, error.message], ['seconds', `Invalid value: '10'. ${SECONDS}`])
  assert.equal((await extend('16')).status, 200)
})
