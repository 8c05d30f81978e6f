import assert from 'node:assert/strict'
import { openAsBlob } from 'node:fs'
import { join } from 'node:path'
import { after, before } from 'node:test'
import OpenAI, { toFile } from 'openai'
import type { Kinora } from '../../server/src/main.ts'
import { openServer, sdkFor } from '../kit/in-process.ts'
import { promise } from '../kit/promise.ts'
import { removeFolder, root, temporaryFolder, until } from '../kit/server.ts'
import { formsOf, operationsOf, type Document, type Form, type Question } from './p18-questions.ts'

const folder = temporaryFolder('owners')
let kinora: Kinora
let operator: OpenAI
let document: Document
before(async () => {
  kinora = await openServer(join(folder, 'data'), { KINORA_RATE_LIMIT: 'off', KINORA_LOG: 'silent' })
  operator = sdkFor(kinora).client
  document = (await (await fetch(`${kinora.url}/v1/openapi.json`)).json()) as Document
})
after(async () => {
  await kinora.close()
  removeFolder(folder)
})

const scopes = ['videos:read', 'videos:write', 'files', 'webhooks']
interface Holder {
  readonly key: string
  readonly keyId: string
  readonly client: OpenAI
}
async function makeHolder(owner: string): Promise<Holder> {
  const { key, id } = await operator.post<{ key: string; id: string }>('/keys', {
    body: { name: owner, owner, scopes },
  })
  return { key, keyId: id, client: sdkFor(kinora, key).client }
}

const post = (client: OpenAI, path: string, body: object): Promise<{ id: string }> => client.post(path, { body })
const photo = async () => toFile(await openAsBlob(join(root, 'test/fixtures/people/hopper.jpg')), 'hopper.jpg')

/** One of everything that has an id. */
async function makeObjects({ client, keyId }: Holder): Promise<Readonly<Record<string, string>>> {
  const url = 'https://example.com/hook'
  const hook = await post(client, '/webhook_endpoints', { name: 'hers', url, event_types: ['video.completed'] })
  const file = await client.files.create({ file: await photo(), purpose: 'vision' })
  const consent = { version: '2026-11', attested_by: 'self' }
  const person = await post(client, '/people', { name: 'Ann', photo: { file_id: file.id }, consent })
  const done = await client.videos.create({
    prompt: 'Ann at a lake',
    seconds: 2,
    size: '512x512',
    people: [person.id],
  } as never)
  const running = await client.videos.create({ prompt: 'A lake', seconds: 120, size: '1024x1808' } as never)
  await until('her video', 60, async () =>
    (await client.videos.retrieve(done.id)).status === 'completed' ? true : undefined,
  )
  const film = await toFile(await client.videos.downloadContent(done.id), 'film.mp4')
  const character = await client.videos.createCharacter({ name: 'Ann', video: film })
  const read = <T>(path: string): Promise<T> => client.get(path)
  const delivery = await until('a delivery', 10, async () =>
    (await read<{ data: { id: string }[] }>(`/webhook_endpoints/${hook.id}/deliveries`)).data.at(0),
  )
  const { photos, consent: record } = await read<{ photos: { id: string }[]; consent: { id: string } }>(
    `/people/${person.id}`,
  )
  const ids = { done, running, file, hook, person, photo: photos[0], consent: record, delivery, character }
  return {
    key: keyId,
    ...Object.fromEntries(Object.entries(ids).map(([kind, one]) => [kind, one?.id ?? assert.fail(kind)])),
  }
}

async function ask(key: string, { method, path, body }: Question): Promise<{ status: number; text: string }> {
  const response = await fetch(`${kinora.url}${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  })
  return { status: response.status, text: `${response.headers.get('content-type')} ${await response.text()}` }
}

/** An id that never was, as long and with the same beginning. */
const unknown = (id: string): string => id.replace(/[^_-]+$/, (tail) => '0'.repeat(tail.length))

/** What may stand at each place: at the first any of hers; where a second follows, also his own before it. */
function fillings({ what, places }: Form, hers: readonly string[], his: readonly string[]): string[][] {
  if (places === 1) return hers.map((id) => [id])
  const seconds = what.includes('{place}') ? ['1', '2'] : hers
  return [...hers, ...his].flatMap((first) => seconds.map((second) => [first, second]))
}

/** Both answers of one question, with the ids taken out: they must not differ. */
async function compare(key: string, form: Form, ids: readonly string[], foreign: ReadonlySet<string>): Promise<number> {
  const never = ids.map((id) => (foreign.has(id) ? unknown(id) : id))
  const answers = await Promise.all([ids, never].map((some) => ask(key, form.ask(some))))
  const [one, other] = answers.map(({ status, text }, index) => {
    const some = (index === 0 ? ids : never).toSorted((a, b) => b.length - a.length)
    return `${status} ${some.reduce((said, id) => said.replaceAll(id, 'ID'), text)}`
  })
  const what = `${form.what} of ${ids.join(' and ')}`
  assert.equal(one, other, what)
  const status = answers[0]?.status ?? 0
  if (form.inPath) assert.ok(status === 404 || status === 403, `${what}: ${one}`)
  assert.ok(status < 500 && status !== 401, `${what}: ${one}`)
  return status
}

/** All that she sees of her own, but how far the running one is. */
async function stateOf({ client }: Holder, ids: Readonly<Record<string, string>>): Promise<string> {
  const paths = [
    '/videos',
    '/files',
    '/people',
    '/consents',
    '/webhook_endpoints',
    `/webhook_endpoints/${ids['hook']}/deliveries`,
  ]
  const told = await Promise.all([...paths, `/videos/characters/${ids['character']}`].map((path) => client.get(path)))
  return JSON.stringify(told, (name, value: unknown) =>
    ['progress', 'status', 'started_at', 'warnings', 'tries', 'next_try_at'].includes(name) ? undefined : value,
  )
}

promise('P18', "every route answers another owner's id as one that never was, and leaves it as it is", async () => {
  const [anna, ben] = [await makeHolder('anna'), await makeHolder('ben')]
  const ids = await makeObjects(anna)
  const hers = Object.values(ids)
  const own = await post(ben.client, '/webhook_endpoints', {
    name: 'his',
    url: 'https://example.com/his',
    event_types: ['video.completed'],
  })
  const file = await ben.client.files.create({ file: await photo(), purpose: 'vision' })
  const his = [own.id, (await post(ben.client, '/people', { name: 'Ben', photo: { file_id: file.id } })).id]
  const before = await stateOf(anna, ids)
  const statuses: Record<number, number> = {}
  const forms = formsOf(document, { photo: { file_id: file.id } })
  for (const form of forms) {
    for (const some of fillings(form, hers, his)) {
      const status = await compare(ben.key, form, some, new Set(hers))
      statuses[status] = (statuses[status] ?? 0) + 1
    }
  }
  assert.equal(await stateOf(anna, ids), before)
  assert.notEqual((await anna.client.videos.retrieve(ids['running'] ?? '')).status, 'failed')
  for (const { path, method } of operationsOf(document)) {
    if (method !== 'GET' || path.includes('{') || path === '/v1/events') continue
    const { text } = await ask(ben.key, { what: path, method, path })
    for (const id of hers) assert.ok(!text.includes(id), `${path} shows ${id}`)
  }
  await anna.client.videos.delete(ids['running'] ?? '')
  const counted = Object.entries(statuses).map(([status, count]) => `${count} x ${status}`)
  return `${forms.length} ways to send an id, ${hers.length} kinds of it: ${counted.join(', ')}; 0 answers told them apart`
})

promise('P18', 'hostile ids are not found, never the list and never our error', async () => {
  const ids = ['video/../x', 'x'.repeat(5000), '%00', '\u{1F600}', "' or 1=1 --", 'video_\r\nx: y']
  for (const id of ids) await assert.rejects(operator.videos.retrieve(id), OpenAI.NotFoundError, id.slice(0, 20))
  const headers = { authorization: `Bearer ${kinora.key.value}` }
  const raws = ['/', '/%00', '/..%2f..%2fetc', '/%2e%2e', '/%ff', '/%']
  for (const raw of raws) assert.equal((await fetch(`${kinora.url}/v1/videos${raw}`, { headers })).status, 404, raw)
  return `${ids.length + raws.length} of ${ids.length + raws.length} not found`
})
