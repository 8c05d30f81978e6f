import assert from 'node:assert/strict'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { TestContext } from 'node:test'
import OpenAI, { NotFoundError } from 'openai'
import { openReceiver, status, type Receiver } from '../server/src/jobs/testing/receiver.ts'
import type { Kinora } from '../server/src/main.ts'
import { openServer, sdkFor } from './kit/in-process.ts'
import { removeFolder, temporaryFolder, until } from './kit/server.ts'

const folder = temporaryFolder('webhooks')
const data = join(folder, 'data')
let kinora: Kinora
let client: OpenAI
let requests: string[]

const types = ['video.completed', 'video.failed'] as const
const open = async (env: Record<string, string> = { KINORA_ALLOW_PRIVATE_WEBHOOKS: '1' }): Promise<void> => {
  kinora = await openServer(data, env)
  ;({ client, requests } = sdkFor(kinora))
}
before(() => open())
after(async () => {
  await kinora.close()
  removeFolder(folder)
})

async function listen(t: TestContext): Promise<{ receiver: Receiver; id: string; secret: string }> {
  const receiver = await openReceiver(t)
  const made = await client.webhooks.create({ name: t.name, url: receiver.url, event_types: [...types] })
  const { id } = made
  t.after(() => client.webhooks.delete(id))
  return { receiver, id, secret: made.signing_secret }
}

const create = async (): Promise<string> =>
  (await client.videos.create({ prompt: 'A lake at dawn', seconds: 1, size: '256x256' } as never)).id

const arrivals = (receiver: Receiver, count: number) =>
  until(`${count} deliveries`, 60, async () => (receiver.received.length >= count ? receiver.received : undefined))

interface Delivery {
  readonly id: string
  readonly status: string
  readonly event_id: string
  readonly video_id: string
  readonly tries: readonly { readonly status_code: number | null; readonly error: string | null }[]
}
const deliveriesOf = async (id: string): Promise<readonly Delivery[]> =>
  ((await client.get(`/webhook_endpoints/${id}/deliveries`)) as { data: Delivery[] }).data

test('case 58: a finished video is told once, verified by the official SDK, and after a 500 under the same id', async (t) => {
  const { receiver, id, secret } = await listen(t)
  receiver.answers.push(status(500))
  const video = await create()
  await arrivals(receiver, 1)
  const [pending] = await until('the log', 10, async () => {
    const found = await deliveriesOf(id)
    return found[0]?.tries.length === 1 ? found : undefined
  })
  assert.deepEqual([pending?.status, pending?.video_id], ['pending', video])
  assert.deepEqual(
    pending?.tries.map(({ status_code, error }) => [status_code, error]),
    [[500, 'It answered 500.']],
  )
  // By hand, or the test would wait for the schedule.
  await client.post(`/webhook_endpoints/${id}/deliveries/${pending?.id}/replay`)
  const received = await arrivals(receiver, 2)
  for (const { body, headers } of received) {
    const event = (await client.webhooks.unwrap(body, headers, secret)) as unknown as {
      type: string
      data: { id: string }
    }
    assert.deepEqual([event.type, event.data.id], ['video.completed', video])
    assert.equal((await client.videos.retrieve(event.data.id)).status, 'completed')
  }
  assert.deepEqual(receiver.ids, [pending?.event_id, pending?.event_id])
  assert.equal(JSON.stringify(received).includes(kinora.key.value), false)
})

test('case 58: what ended while the receiver was away is told after a restart', async (t) => {
  const { receiver, id, secret } = await listen(t)
  receiver.answers.push(() => undefined)
  const video = await create()
  await arrivals(receiver, 1)
  await kinora.close()
  await open()
  const received = await arrivals(receiver, 2)
  const { body, headers } = received[1] ?? assert.fail()
  const event = (await client.webhooks.unwrap(body, headers, secret)) as unknown as { data: { id: string } }
  assert.equal(event.data.id, video)
  assert.equal(new Set(receiver.ids).size, 1)
  await until('it is delivered', 10, async () =>
    (await deliveriesOf(id))[0]?.status === 'delivered' ? true : undefined,
  )
})

test('case 41: a video deleted while it runs never says completed', async (t) => {
  const { receiver, secret } = await listen(t)
  const video = await create()
  await client.videos.delete(video)
  const [first] = await arrivals(receiver, 1)
  const { body, headers } = first ?? assert.fail()
  const event = (await client.webhooks.unwrap(body, headers, secret)) as unknown as {
    type: string
    data: { id: string }
  }
  assert.deepEqual([event.type, event.data.id], ['video.failed', video])
})

test('case 59: after a rotation with overlap both secrets verify', async (t) => {
  const { receiver, id, secret } = await listen(t)
  const rotated = await client.webhooks.rotateSecret(id, { keep_old_secret_active_for_24_hours: true })
  assert.notEqual(rotated.signing_secret, secret)
  await client.webhooks.test(id, { event_type: 'video.failed' })
  const { body, headers } = receiver.received[0] ?? assert.fail()
  for (const one of [secret, rotated.signing_secret]) await client.webhooks.unwrap(body, headers, one)
  const last = await client.webhooks.rotateSecret(id)
  await client.webhooks.test(id, { event_type: 'video.failed' })
  const next = receiver.received[1] ?? assert.fail()
  await client.webhooks.unwrap(next.body, next.headers, last.signing_secret)
  await assert.rejects(client.webhooks.unwrap(next.body, next.headers, rotated.signing_secret))
})

test('case 60: endpoints are managed by the SDK, and the secret is shown only twice', async (t) => {
  assert.deepEqual((await client.webhooks.eventTypes.list()).data, [...types])
  const receiver = await openReceiver(t)
  const made = await client.webhooks.create({ name: 'One', url: receiver.url, event_types: ['video.completed'] })
  const { signing_secret: secret, ...shown } = made
  assert.match(made.id, /^whe_[0-9a-f]{32}$/)
  assert.match(secret, /^whsec_/)
  assert.equal(made.signing_secret_hint?.endsWith(secret.slice(-4)), true)
  assert.deepEqual(await client.webhooks.retrieve(made.id), shown)
  const changed = await client.webhooks.update(made.id, { name: 'Two', event_types: ['video.failed'] })
  assert.deepEqual([changed.name, changed.event_types, changed.url], ['Two', ['video.failed'], receiver.url])
  const tested = await client.webhooks.test(made.id, { event_type: 'video.failed' })
  assert.deepEqual(tested, {
    object: 'webhook_endpoint.test',
    success: true,
    status_code: 204,
    event_type: 'video.failed',
    webhook_endpoint_id: made.id,
  })
  const ids = [made.id]
  for (let more = 0; more < 9; more += 1)
    ids.push((await client.webhooks.create({ name: `${more}`, url: receiver.url, event_types: ['video.failed'] })).id)
  const eleventh = client.webhooks.create({ name: 'x', url: receiver.url, event_types: ['video.failed'] })
  await assert.rejects(eleventh, (thrown: InstanceType<typeof OpenAI.APIError>) => thrown.status === 400)
  const listed: string[] = []
  for await (const endpoint of client.webhooks.list({ limit: 4 })) {
    assert.equal('signing_secret' in endpoint, false)
    listed.push(endpoint.id)
  }
  assert.deepEqual(listed.toSorted(), ids.toSorted())
  for (const id of ids) {
    const gone = await client.webhooks.delete(id)
    assert.deepEqual([gone.id, gone.object, gone.deleted], [id, 'webhook_endpoint.deleted', true])
  }
  await assert.rejects(client.webhooks.retrieve(made.id), NotFoundError)
  await assert.rejects(client.webhooks.test(made.id, { event_type: 'video.failed' }), NotFoundError)
  const kept = readFileSync(join(data, 'kinora.db'), 'latin1') + readFileSync(join(data, 'kinora.db-wal'), 'latin1')
  assert.equal(kept.includes(secret.slice(6)), false)
  if (process.platform !== 'win32') assert.equal(statSync(join(data, 'webhook-key')).mode & 0o777, 0o600)
})

test('case 60: what cannot be honoured is refused by name, once', async () => {
  const good = { name: 'n', url: 'http://127.0.0.1:1/', event_types: ['video.failed'] }
  const refused: readonly (readonly [param: string, body: object])[] = [
    ['name', { ...good, name: ' ' }],
    ['name', { ...good, name: undefined }],
    ['name', { ...good, name: 'a\ud800' }],
    ['name', { ...good, name: 'x'.repeat(201) }],
    ['url', { ...good, url: 'not a url' }],
    ['url', { ...good, url: 'ftp://127.0.0.1/' }],
    ['url', { ...good, url: 'http://u:p@127.0.0.1/' }],
    ['url', { ...good, url: 7 }],
    ['event_types', { ...good, event_types: [] }],
    ['event_types', { ...good, event_types: ['batch.completed'] }],
    ['event_types', { ...good, event_types: 'video.failed' }],
    ['headers', { ...good, headers: { a: 'b' } }],
  ]
  for (const [param, body] of refused) {
    requests.length = 0
    await assert.rejects(client.post('/webhook_endpoints', { body }), { status: 400, param }, JSON.stringify(body))
    assert.equal(requests.length, 1)
  }
  const { id } = await client.webhooks.create(good as never)
  requests.length = 0
  const unreachable = client.webhooks.test(id, { event_type: 'video.failed' })
  await assert.rejects(unreachable, { status: 400, code: 'webhook_unreachable' })
  assert.equal(requests.length, 1)
  await client.webhooks.delete(id)
})

test('case 61: unless the operator allows it, no URL of this machine or its network is taken', async () => {
  await kinora.close()
  await open({})
  const urls = ['http://example.com/', 'https://127.0.0.1/', 'https://localhost/', 'https://2130706433/']
  urls.push('https://[::ffff:7f00:1]/', 'https://169.254.169.254/latest/meta-data/', 'https://example.com:22/')
  for (const url of urls)
    await assert.rejects(client.webhooks.create({ name: 'n', url, event_types: ['video.failed'] }), {
      status: 400,
      param: 'url',
    })
  const { id } = await client.webhooks.create({
    name: 'n',
    url: 'https://93.184.216.34/',
    event_types: ['video.failed'],
  })
  await assert.rejects(client.webhooks.update(id, { url: 'https://10.0.0.1/' }), { status: 400, param: 'url' })
  await client.webhooks.delete(id)
})

test('an open event stream does not hold the server open', async () => {
  const stream = await fetch(`${kinora.url}/v1/events`, { headers: { authorization: `Bearer ${kinora.key.value}` } })
  const startedAt = performance.now()
  await kinora.close()
  assert.ok(performance.now() - startedAt < 5_000)
  assert.match(await stream.text(), /^retry: 2000/)
  await open()
})
