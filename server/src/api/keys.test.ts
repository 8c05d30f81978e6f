import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { video } from './testing/fake-desk.ts'
import { errorOf, KEY, openApi } from './testing/open-api.ts'

let api = openApi()
beforeEach(() => {
  api.close()
  api = openApi()
})
after(() => api.close())

const DAY = 86_400_000

interface Made {
  id: string
  key: string
  owner: string
  scopes: string[]
  profile: string
  model: string | null
  expires_at: number | null
  revoked_at: number | null
}

const json = (body: unknown, key?: string): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', ...(key && { authorization: `Bearer ${key}` }) },
  body: JSON.stringify(body),
})
const as = (key: string): RequestInit => ({ headers: { authorization: `Bearer ${key}` } })

async function make(wish: object): Promise<Made> {
  const response = await api.ask('/v1/keys', json({ name: 'A key', ...wish }))
  assert.equal(response.status, 200)
  assert.equal(response.headers.get('cache-control'), 'no-store')
  return (await response.json()) as Made
}

test('a key is shown once, opens what its scopes say, and is listed without itself', async () => {
  const made = await make({ owner: 'team-a', scopes: ['videos:read'], profile: 'strict', model: 'sora-2-pro' })
  assert.match(made.key, /^knr_[\w-]{43}$/)
  assert.deepEqual([made.owner, made.profile, made.model, made.expires_at], ['team-a', 'strict', 'sora-2-pro', null])
  assert.equal((await api.ask(`/v1/videos/${video.id}`, as(made.key))).status, 200)
  const list = await (await api.ask('/v1/keys')).text()
  assert.ok(list.includes(made.id) && !list.includes(made.key))
})

test('a missing scope is a 403 that says which one, before the body is read', async () => {
  const { key } = await make({ scopes: ['videos:read'] })
  const refused = await errorOf(await api.ask('/v1/videos', { ...json({ prompt: 'p' }, key) }))
  assert.deepEqual([refused.status, refused.code], [403, 'missing_scope'])
  assert.match(refused.message, /'videos:write'.*'videos:read'/)
  for (const path of [
    '/v1/keys',
    '/v1/keys/',
    '/v1/%6beys',
    '/v1/files',
    '/v1/webhook_endpoints',
    '/v1/webhook_event_types',
  ])
    assert.equal((await errorOf(await api.ask(path, as(key)))).code, 'missing_scope', path)
  assert.equal((await errorOf(await api.ask(`/v1/videos/${video.id}`, { ...as(key), method: 'DELETE' }))).status, 403)
  assert.equal((await api.ask('/v1/models', as(key))).status, 200, 'any key may see the models')
  const { key: admin } = await make({ scopes: ['admin'] })
  assert.equal((await api.ask('/v1/keys', as(admin))).status, 200)
  assert.equal((await errorOf(await api.ask('/v1/videos', as(admin)))).status, 403)
  assert.deepEqual(api.desk.drafts, [])
})

test('unknown, revoked and expired keys get one and the same 401, at once', async () => {
  const expired = await make({ expires: '2023-11-16' })
  const revoked = await make({})
  for (const { key } of [expired, revoked]) assert.equal((await api.ask('/v1/videos', as(key))).status, 200)
  api.clock.nowMs += 2 * DAY
  const gone = await api.ask(`/v1/keys/${revoked.id}`, { method: 'DELETE' })
  assert.equal(((await gone.json()) as Made).revoked_at, api.clock.nowMs / 1000)
  const answers = ['knr_nope', expired.key, revoked.key, `${KEY}x`].map(async (key) =>
    errorOf(await api.ask('/v1/videos', as(key))),
  )
  for (const answer of await Promise.all(answers)) {
    assert.deepEqual(answer, await answers[0])
    assert.deepEqual([answer.status, answer.code], [401, 'invalid_api_key'])
  }
})

test('what was asked for without scopes makes and reads videos and files, and no more', async () => {
  const made = await make({})
  assert.deepEqual(
    [made.owner, made.scopes, made.profile],
    ['default', ['videos:read', 'videos:write', 'files'], 'tolerant'],
  )
})

const refusals: readonly (readonly [string, object, string, RegExp])[] = [
  ['an unknown scope', { scopes: ['videos'] }, 'scopes', /'videos'.*'videos:read'.*'admin'/],
  ['no scope', { scopes: [] }, 'scopes', /at least one/],
  ['scopes as text', { scopes: 'admin' }, 'scopes', /list/],
  ['an unknown profile', { profile: 'lax' }, 'profile', /'lax'.*'tolerant' and 'strict'/],
  ['a day that is past', { expires: '2020-01-01' }, 'expires', /ended already/],
  ['a day that is none', { expires: '2027-02-30' }, 'expires', /2027-02-30/],
  ['an owner with a slash', { owner: 'a/b' }, 'owner', /a\/b/],
  ['a name of two lines', { name: 'a\nb' }, 'name', /one line/],
  ['an unknown model', { model: 'nope' }, 'model', /'nope'.*'sora-2'/],
  ['an unknown field', { scope: 'admin' }, 'scope', /Unknown parameter: 'scope'/],
]
for (const [what, wish, param, message] of refusals)
  test(`a key with ${what} is refused by name`, async () => {
    const error = await errorOf(await api.ask('/v1/keys', json({ name: 'A key', ...wish })))
    assert.ok(error.status === 400 || error.status === 404)
    assert.equal(error.param, param)
    assert.match(error.message, message)
    assert.deepEqual(await api.keys.list(), [])
  })

test('an unknown key cannot be revoked, and a key needs a name', async () => {
  const unknown = await errorOf(await api.ask('/v1/keys/key_nope', { method: 'DELETE' }))
  assert.deepEqual([unknown.status, unknown.code], [404, 'key_not_found'])
  assert.equal((await errorOf(await api.ask('/v1/keys', json({})))).param, 'name')
  assert.equal((await errorOf(await api.ask('/v1/keys/key_a'))).status, 405)
})
