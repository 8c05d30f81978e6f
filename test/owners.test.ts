import assert from 'node:assert/strict'
import { openAsBlob } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import OpenAI, { toFile } from 'openai'
import type { Kinora } from '../server/src/main.ts'
import { openServer, sdkFor } from './kit/in-process.ts'
import { removeFolder, root, temporaryFolder, until } from './kit/server.ts'

const folder = temporaryFolder('owners')
let kinora: Kinora
let operator: OpenAI

before(async () => {
  kinora = await openServer(join(folder, 'data'))
  operator = sdkFor(kinora).client
})
after(async () => {
  await kinora.close()
  removeFolder(folder)
})

const scopes = ['videos:read', 'videos:write', 'files', 'webhooks']
const make = (owner: string): Promise<{ key: string }> =>
  operator.post('/keys', { body: { name: owner, owner, scopes } })

type Question = readonly [method: string, path: (id: string) => string, body?: (id: string) => object]

const prompt = 'p'
const VIDEO: readonly Question[] = [
  ['GET', (id) => `/videos/${id}`],
  ['HEAD', (id) => `/videos/${id}`],
  ['GET', (id) => `/videos/${id}/content`],
  ['HEAD', (id) => `/videos/${id}/content`],
  ['GET', (id) => `/videos/${id}/content?variant=thumbnail`],
  ['GET', (id) => `/videos/${id}/content?variant=spritesheet`],
  ['GET', (id) => `/videos/${id}/references/1`],
  ['GET', (id) => `/videos/${id}/provenance`],
  ['GET', (id) => `/videos/${id}/events`],
  ['GET', (id) => `/videos?after=${id}`],
  ['POST', (id) => `/videos/${id}/remix`, () => ({ prompt })],
  ['POST', (id) => `/videos/${id}/cancel`, () => ({})],
  ['POST', (id) => `/videos/${id}/retry`, () => ({})],
  ['POST', () => '/videos/edits', (id) => ({ prompt, video: { id } })],
  ['POST', () => '/videos/extensions', (id) => ({ prompt, seconds: '4', video: { id } })],
  ['GET', (id) => `/videos/characters/${id}`],
  ['DELETE', (id) => `/videos/${id}`],
]
const FILE: readonly Question[] = [
  ['GET', (id) => `/files/${id}`],
  ['GET', (id) => `/files/${id}/content`],
  ['GET', (id) => `/files?after=${id}`],
  ['POST', () => '/videos', (id) => ({ prompt, input_reference: { file_id: id } })],
  ['POST', () => '/videos/estimates', (id) => ({ prompt, input_reference: { file_id: id } })],
  ['DELETE', (id) => `/files/${id}`],
]
const WEBHOOK: readonly Question[] = [
  ['GET', (id) => `/webhook_endpoints/${id}`],
  ['POST', (id) => `/webhook_endpoints/${id}`, () => ({ name: 'mine' })],
  ['POST', (id) => `/webhook_endpoints/${id}/rotate_secret`, () => ({})],
  ['POST', (id) => `/webhook_endpoints/${id}/test`, () => ({ event_type: 'video.completed' })],
  ['GET', (id) => `/webhook_endpoints/${id}/deliveries`],
  ['GET', (id) => `/webhook_endpoints?after=${id}`],
  ['DELETE', (id) => `/webhook_endpoints/${id}`],
]

async function ask(key: string, [method, path, body]: Question, id: string): Promise<string> {
  const response = await fetch(`${kinora.url}/v1${path(id)}`, {
    method,
    headers: { authorization: `Bearer ${key}`, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body(id)) }),
  })
  const text = await response.text()
  return `${response.status} ${response.headers.get('content-type')} ${text.replaceAll(id, 'ID')}`
}

/** The same question about an id that never was, as long and of the same letters. */
async function compare(key: string, questions: readonly Question[], foreign: string): Promise<void> {
  const unknown = foreign.replace(/[^_-]+$/, (tail) => '0'.repeat(tail.length))
  for (const question of questions) {
    const what = `${question[0]} ${question[1]('ID')}`
    const answer = await ask(key, question, foreign)
    assert.equal(answer, await ask(key, question, unknown), what)
    // An estimate is no error: it names what would be one.
    assert.match(answer, what.endsWith('estimates') ? /^200 .*"problems":\[\{/ : /^40[04] /, what)
  }
}

test('what another owner has answers byte for byte like what never was, on every route, and stays as it is', async () => {
  const [{ key: anna }, { key: ben }] = [await make('anna'), await make('ben')]
  const { client } = sdkFor(kinora, anna)
  const done = await client.videos.create({ prompt: 'A lake', seconds: 1, size: '256x256' } as never)
  const running = await client.videos.create({ prompt: 'A lake', seconds: 60, size: '256x256' } as never)
  const photo = await toFile(await openAsBlob(join(root, 'test/fixtures/people/hopper.jpg')), 'hopper.jpg')
  const file = await client.files.create({ file: photo, purpose: 'vision' })
  const webhook = await client.post<{ id: string }>('/webhook_endpoints', {
    body: { name: 'hers', url: 'https://example.com/hook', event_types: ['video.completed'] },
  })
  await until('her video', 60, async () =>
    (await client.videos.retrieve(done.id)).status === 'completed' ? true : undefined,
  )
  await compare(ben, VIDEO, done.id)
  await compare(ben, VIDEO, running.id)
  await compare(ben, FILE, file.id)
  await compare(ben, WEBHOOK, webhook.id)
  assert.equal((await client.videos.retrieve(done.id)).status, 'completed')
  assert.notEqual((await client.videos.retrieve(running.id)).status, 'failed')
  assert.equal((await client.files.retrieve(file.id)).filename, 'hopper.jpg')
  assert.deepEqual(
    await client.get(`/webhook_endpoints/${webhook.id}`).then((one) => (one as { name: string }).name),
    'hers',
  )
  await client.videos.delete(running.id)
})

test('hostile ids are not found, never the list and never our error', async () => {
  for (const id of ['video/../x', 'x'.repeat(5000), '%00', '\u{1F600}', "' or 1=1 --", 'video_\r\nx: y'])
    await assert.rejects(operator.videos.retrieve(id), OpenAI.NotFoundError, id.slice(0, 20))
  const headers = { authorization: `Bearer ${kinora.key.value}` }
  for (const raw of ['/', '/%00', '/..%2f..%2fetc', '/%2e%2e', '/%ff', '/%'])
    assert.equal((await fetch(`${kinora.url}/v1/videos${raw}`, { headers })).status, 404, raw)
})
