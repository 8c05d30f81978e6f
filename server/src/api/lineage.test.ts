import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { errorOf, openApi } from './testing/open-api.ts'

const api = openApi()
after(() => api.close())
beforeEach(() => void api.lineage.asked.splice(0))

const json = (body: unknown, headers: Record<string, string> = {}) => ({
  method: 'POST',
  body: JSON.stringify(body),
  headers: { 'content-type': 'application/json', ...headers },
})

function form(fields: Record<string, string | Blob>) {
  const body = new FormData()
  for (const [name, value] of Object.entries(fields)) body.append(name, value)
  return { method: 'POST', body }
}

const film = new File(['film'], 'a.mp4')

test('both encodings ask for the same', async () => {
  const id = 'video_a'
  await api.ask('/v1/videos/video_a/remix', json({ prompt: 'p' }))
  await api.ask('/v1/videos/video_a/remix', form({ prompt: 'p' }))
  await api.ask('/v1/videos/edits', json({ prompt: 'p', video: { id }, model: null }))
  await api.ask('/v1/videos/edits', form({ prompt: 'p', 'video[id]': id }))
  await api.ask('/v1/videos/extensions', json({ prompt: 'p', seconds: 8, video: { id } }))
  await api.ask('/v1/videos/extensions', form({ prompt: 'p', seconds: '8', 'video[id]': id }))
  const [remix, edit, extend] = [
    { what: 'remix', id, prompt: 'p' },
    { what: 'edit', prompt: 'p', video: { id } },
    { what: 'extend', prompt: 'p', seconds: 8, video: { id } },
  ]
  assert.deepEqual(api.lineage.asked, [remix, remix, edit, edit, extend, extend])
})

test('a film comes as a file with its model, and is gone when the answer is', async () => {
  const answer = await api.ask('/v1/videos/edits', form({ prompt: 'p', video: film, model: 'sora-2' }))
  assert.equal(answer.status, 200)
  const [asked] = api.lineage.asked as [{ video: { bytes: number; field: string }; model: string }]
  assert.deepEqual([asked.video.bytes, asked.video.field, asked.model], [4, 'video', 'sora-2'])
  assert.deepEqual(api.left(), [])
})

test('retry and cancel need no body; other methods are named', async () => {
  for (const what of ['retry', 'cancel']) {
    assert.equal((await api.ask(`/v1/videos/video_a/${what}`, { method: 'POST' })).status, 200)
    assert.equal((await api.ask(`/v1/videos/video_a/${what}`)).headers.get('allow'), 'POST')
  }
  assert.deepEqual(api.lineage.asked, [
    { what: 'retry', id: 'video_a' },
    { what: 'cancel', id: 'video_a' },
  ])
})

const id = 'video_a'
const refusals: readonly (readonly [string, string, RequestInit, string, string])[] = [
  ['no prompt', 'video_a/remix', json({}), 'missing_required_parameter', 'prompt'],
  ['a blank prompt', 'edits', json({ prompt: ' ', video: { id } }), 'invalid_value', 'prompt'],
  ['a remix with seconds', 'video_a/remix', json({ prompt: 'p', seconds: 8 }), 'unknown_parameter', 'seconds'],
  ['an edit with a size', 'edits', json({ prompt: 'p', video: { id }, size: '1x1' }), 'unknown_parameter', 'size'],
  ['no video', 'edits', json({ prompt: 'p' }), 'missing_required_parameter', 'video'],
  ['a video by name only', 'edits', json({ prompt: 'p', video: id }), 'invalid_value', 'video'],
  ['no seconds', 'extensions', json({ prompt: 'p', video: { id } }), 'missing_required_parameter', 'seconds'],
  ['odd seconds', 'extensions', json({ prompt: 'p', video: { id }, seconds: '8s' }), 'invalid_value', 'seconds'],
  ['two videos', 'edits', form({ prompt: 'p', video: film, 'video[id]': id }), 'invalid_value', 'video'],
  ['another file', 'edits', form({ prompt: 'p', 'video[id]': id, photo: film }), 'unknown_parameter', 'photo'],
  [
    'a key with spaces',
    'video_a/remix',
    json({ prompt: 'p' }, { 'idempotency-key': 'a b' }),
    'invalid_value',
    'Idempotency-Key',
  ],
]
for (const [what, path, init, code, param] of refusals)
  test(`${what} is refused by name`, async () => {
    const error = await errorOf(await api.ask(`/v1/videos/${path}`, init))
    assert.deepEqual([error.status, error.code, error.param], [400, code, param])
    assert.deepEqual(api.lineage.asked, [])
  })

test('a body of another type is refused as such', async () => {
  const text = { method: 'POST', body: 'prompt', headers: { 'content-type': 'text/plain' } }
  assert.equal((await errorOf(await api.ask('/v1/videos/edits', text))).status, 415)
  assert.equal((await errorOf(await api.ask('/v1/videos/edits', { ...json({}), body: '{' }))).code, 'invalid_body')
})
