import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import OpenAI from 'openai'
import type { Kinora } from '../server/src/main.ts'
import type { Video } from '../server/src/spec/video.ts'
import { openServer, sdkFor } from './kit/in-process.ts'
import { removeFolder, root, temporaryFolder } from './kit/server.ts'

const folder = temporaryFolder('keys')
const data = join(folder, 'data')
let kinora: Kinora
let operator: OpenAI

before(async () => {
  kinora = await openServer(data)
  operator = sdkFor(kinora).client
})
after(async () => {
  await kinora.close()
  removeFolder(folder)
})

interface Made {
  id: string
  key: string
}
const make = (wish: object): Promise<Made> => operator.post('/keys', { body: { name: 'A key', ...wish } })

/** The command line, as a process of its own beside the server. */
async function command(...words: string[]): Promise<string> {
  const { npm_lifecycle_event: _, ...inherited } = process.env
  const env = { ...inherited, KINORA_DATA: data }
  const file = join(root, 'server/src/commands/keys.ts')
  return (await promisify(execFile)(process.execPath, [file, ...words], { env })).stdout
}

const create = (client: OpenAI): Promise<Video> =>
  client.videos.create({ prompt: 'A quiet lake', seconds: 60, size: '256x256' } as never) as unknown as Promise<Video>

test('a key made on the command line works at once while the server runs, and is refused as soon as it is revoked', async () => {
  const printed = await command('create', '--name', 'Robot', '--owner', 'robots', '--scopes', 'videos:read')
  const [, secret = ''] = /Key {6}(knr_\S+)/.exec(printed) ?? []
  const [, id = ''] = /Id {7}(key_\S+)/.exec(printed) ?? []
  const { client, requests } = sdkFor(kinora, secret)
  assert.deepEqual((await client.videos.list()).data, [])
  await assert.rejects(create(client), (error) => {
    assert.ok(error instanceof OpenAI.PermissionDeniedError, String(error))
    assert.equal(error.code, 'missing_scope')
    return true
  })
  assert.match(await command('list'), new RegExp(`${id} +Robot +robots +videos:read +tolerant .* active`))
  await command('revoke', id)
  await assert.rejects(client.videos.list(), OpenAI.AuthenticationError)
  assert.equal(requests.length, 3, 'nothing was tried twice')
  assert.match(await command('list'), new RegExp(`${id} .* revoked`))
})

test('the command line refuses by name, and prints no stack', async () => {
  await assert.rejects(command('create', '--name', 'X', '--scopes', 'all'), (thrown: Error & { stderr?: string }) => {
    assert.match(thrown.stderr ?? '', /^kinora: --scopes: Invalid value: 'all'\..*'videos:read'.*\n$/)
    return true
  })
})

const ids = async (client: OpenAI) => (await client.videos.list()).data.map(({ id }) => id).toSorted()

test('what owners list is theirs alone; keys of one owner see the same', async () => {
  const keys = [await make({ owner: 'left' }), await make({ owner: 'right' }), await make({ owner: 'left' })]
  const [left, right, again] = keys.map(({ key }) => sdkFor(kinora, key).client)
  assert.ok(left && right && again)
  const made = [(await create(left)).id, (await create(left)).id]
  const other = await create(right)
  assert.deepEqual(await ids(left), made.toSorted())
  assert.deepEqual(await ids(again), made.toSorted())
  assert.deepEqual(await ids(right), [other.id])
  assert.ok(!(await ids(operator)).includes(other.id))
  for (const id of made) await again.videos.delete(id)
  assert.deepEqual(await ids(left), [])
})

test('a key signs in to the studio with its own scopes and owner, and the session ends with it', async () => {
  const { id, key } = await make({ name: 'Phone', owner: 'anna', scopes: ['videos:read'] })
  const json = { 'content-type': 'application/json' }
  const signIn = (secret: string) =>
    fetch(`${kinora.url}/session`, { method: 'POST', headers: json, body: JSON.stringify({ key: secret }) })
  const signedIn = await signIn(` ${key}\n`)
  assert.equal(signedIn.status, 204)
  const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? ''
  assert.ok(cookie !== '' && !cookie.includes(key))
  const ask = (path: string, method = 'GET', given = cookie) =>
    fetch(`${kinora.url}${path}`, {
      method,
      headers: { ...json, cookie: given },
      ...(method === 'POST' && { body: '{"prompt":"p"}' }),
    })
  const told = (await (await ask('/session')).json()) as { key: object }
  assert.deepEqual(told.key, { id, name: 'Phone', owner: 'anna', scopes: ['videos:read'], profile: 'tolerant' })
  assert.equal((await ask('/v1/videos')).status, 200)
  assert.equal((await ask('/v1/videos', 'POST')).status, 403, 'no more than its scopes')
  const [name = '', value = ''] = cookie.split('=')
  const [digest = '', seal = ''] = value.split('.')
  const forged = [
    `${name}=${digest}`,
    `${name}=${seal}.${digest}`,
    `${name}=${digest}.${'0'.repeat(64)}`,
    `${name}=${value}0`,
  ]
  for (const other of forged) assert.equal((await ask('/v1/videos', 'GET', other)).status, 401, other)
  const away = await ask('/session', 'DELETE')
  assert.match(away.headers.get('set-cookie') ?? '', /^kinora_session=; .*Max-Age=0$/)
  await operator.delete(`/keys/${id}`)
  assert.equal((await ask('/v1/videos')).status, 401)
  assert.equal((await ask('/session')).status, 401)
  assert.equal((await signIn(key)).status, 401)
  const own = await signIn(kinora.key.value)
  assert.match(own.headers.get('set-cookie') ?? '', /^kinora_session=[0-9a-f]{64}; Path=\/; HttpOnly; SameSite=Strict$/)
})

test('the model of a key is that of its creates that name none', async () => {
  const { key } = await make({ owner: 'models', model: 'sora-2-pro' })
  const { client } = sdkFor(kinora, key)
  assert.equal((await create(client)).model, 'sora-2-pro')
  await assert.rejects(make({ model: 'nope' }), OpenAI.NotFoundError)
})

test('over the limit the SDK waits and succeeds; a wait that is too long it does not sit out', async () => {
  const short = await openServer(join(folder, 'short'), { KINORA_RATE_LIMIT: '60' })
  const brief = sdkFor(short)
  for (let i = 0; i < 62; i += 1) await brief.client.models.list()
  assert.ok(brief.requests.length > 62, 'some were asked again')
  await short.close()
  const long = await openServer(join(folder, 'long'), { KINORA_RATE_LIMIT: '6/hour' })
  const patient = sdkFor(long)
  for (let i = 0; i < 6; i += 1) await patient.client.models.list()
  await assert.rejects(patient.client.models.list(), (error) => {
    assert.ok(error instanceof OpenAI.RateLimitError, String(error))
    assert.equal(error.headers.get('x-should-retry'), 'false')
    assert.equal(error.headers.get('retry-after'), '60')
    assert.match(error.message, /Try again in (?:59\d|600) s/)
    return true
  })
  assert.equal(patient.requests.length, 7, 'asked once')
  await long.close()
})

test('aliases of the operator are models like any other, and a wrong one stops the start', async () => {
  const named = await openServer(join(folder, 'aliases'), { KINORA_ALIASES: '{"house-video":"kinora-animatic"}' })
  const ids = (await sdkFor(named).client.models.list()).data.map(({ id }) => id)
  await named.close()
  assert.ok(ids.includes('house-video') && ids.includes('sora-2'))
  const wrong = openServer(join(folder, 'wrong'), { KINORA_ALIASES: '{"house-video":"nope"}' })
  await assert.rejects(wrong, /KINORA_ALIASES.*"nope".*"kinora-animatic"/)
})
