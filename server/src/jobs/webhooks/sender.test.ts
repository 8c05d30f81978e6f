import assert from 'node:assert/strict'
import { test } from 'node:test'
import OpenAI from 'openai'
import { Webhook as Standard } from 'standardwebhooks'
import { Webhook as Svix } from 'svix'
import { caller, openOutbox } from '../testing/outbox-house.ts'
import { openReceiver, status } from '../testing/receiver.ts'
import type { Received } from '../testing/receiver.ts'
import { DELAYS_MS } from './schedule.ts'

const client = new OpenAI({ apiKey: 'none', baseURL: 'http://127.0.0.1:1' })
const HOUR = 3_600_000

async function verify({ body, headers }: Received, secret: string): Promise<void> {
  await client.webhooks.unwrap(body, headers, secret)
  new Standard(secret).verify(body, headers)
  new Svix(secret).verify(body, headers)
}

test('an event arrives once and is believed by openai, standardwebhooks and svix', async (t) => {
  const [house, receiver] = [await openOutbox(t), await openReceiver(t)]
  const { endpoint, secret } = await house.endpoint(receiver.url)
  house.sender.start()
  await house.fails('video_a')
  const delivery = await house.tried(endpoint.id, 1)
  const [received] = receiver.received
  assert.ok(received)
  await verify(received, secret)
  assert.equal(received.headers['content-type'], 'application/json')
  assert.deepEqual([delivery.state, delivery.log[0]?.statusCode, delivery.log[0]?.error], ['delivered', 204, null])
  assert.deepEqual(JSON.parse(received.body), {
    id: received.headers['webhook-id'],
    object: 'event',
    created_at: Math.floor(delivery.createdAtMs / 1000),
    type: 'video.failed',
    data: { id: 'video_a' },
  })
  await assert.rejects(client.webhooks.unwrap(`${received.body} `, received.headers, secret))
  await house.timing.until('a day', () => house.timing.now() > delivery.createdAtMs + 24 * HOUR, 600_000)
  assert.equal(receiver.received.length, 1)
})

test('a failed try is made again on the schedule, with the same id and text and a new signature', async (t) => {
  const [house, receiver] = [await openOutbox(t), await openReceiver(t)]
  const { endpoint, secret } = await house.endpoint(receiver.url)
  receiver.answers.push(...DELAYS_MS.map(() => status(500)))
  house.sender.start()
  await house.fails('video_a')
  let known = await house.tried(endpoint.id, 1)
  for (const [index, delayMs] of DELAYS_MS.entries()) {
    if (index === 0) continue
    assert.equal(known.nextAtMs, (known.log.at(-1)?.atMs ?? 0) + delayMs)
    house.timing.advance(delayMs - 1)
    house.sender.ring()
    assert.equal(receiver.received.length, index)
    house.timing.advance(1)
    known = await house.tried(endpoint.id, index + 1)
  }
  assert.deepEqual([known.state, known.nextAtMs, receiver.received.length], ['failed', null, 10])
  assert.deepEqual([new Set(receiver.ids).size, new Set(receiver.received.map(({ body }) => body)).size], [1, 1])
  const [first, second] = receiver.received
  assert.ok(first && second)
  await verify(first, secret)
  assert.notEqual(first.headers['webhook-signature'], second.headers['webhook-signature'])
})

test('whatever is not 2xx is a failure: redirects are not followed, floods are not read', async (t) => {
  const [house, receiver] = [await openOutbox(t), await openReceiver(t)]
  const { endpoint } = await house.endpoint(receiver.url)
  receiver.answers.push(status(302, { location: receiver.url.replace('/hook', '/elsewhere') }))
  receiver.answers.push((response) => void response.destroy())
  house.sender.start()
  await house.fails('video_a')
  await house.tried(endpoint.id, 1)
  house.timing.advance(5_000)
  await house.tried(endpoint.id, 2)
  house.timing.advance(300_000)
  const delivery = await house.tried(endpoint.id, 3)
  assert.deepEqual(
    delivery.log.map(({ statusCode, error }) => [statusCode, error]),
    [
      [302, 'It redirected (302); that is not followed.'],
      [null, 'The connection failed (UND_ERR_SOCKET).'],
      [204, null],
    ],
  )
  assert.deepEqual(
    receiver.received.map(({ path }) => path),
    ['/hook', '/hook', '/hook'],
  )
  receiver.answers.push((response) => {
    response.writeHead(200)
    const more = (): void => void (response.destroyed || response.write('x'.repeat(16_384), more))
    more()
  })
  await house.fails('video_b')
  assert.equal((await house.tried(endpoint.id, 1)).state, 'delivered')
})

test('Retry-After is respected where it is later than the schedule, up to a day', async (t) => {
  const [house, receiver] = [await openOutbox(t), await openReceiver(t)]
  const { endpoint } = await house.endpoint(receiver.url)
  receiver.answers.push(status(503, { 'retry-after': '600' }), status(429, { 'retry-after': '999999' }))
  house.sender.start()
  await house.fails('video_a')
  const once = await house.tried(endpoint.id, 1)
  assert.equal(once.nextAtMs, (once.log[0]?.atMs ?? 0) + 600_000)
  house.timing.advance(600_000)
  const twice = await house.tried(endpoint.id, 2)
  assert.equal(twice.nextAtMs, (twice.log[1]?.atMs ?? 0) + 24 * HOUR)
})

test('410 disables the endpoint at once: what waits is dropped, nothing more is queued, an update turns it on', async (t) => {
  const [house, receiver] = [await openOutbox(t), await openReceiver(t)]
  const { endpoint } = await house.endpoint(receiver.url)
  receiver.answers.push(status(410))
  house.sender.start()
  await house.fails('video_a')
  assert.equal((await house.tried(endpoint.id, 1)).state, 'failed')
  const off = await house.desk.find(endpoint.id, caller)
  assert.equal(off.disabled?.reason, 'It answered 410 Gone.')
  assert.equal(house.troubles.length, 1)
  await house.fails('video_b')
  const dead = await house.newest(endpoint.id)
  assert.equal(dead.videoId, 'video_a')
  await assert.rejects(house.desk.replay(endpoint.id, dead.id, caller), { code: 'invalid_value' })
  assert.equal((await house.desk.update(endpoint.id, {}, caller)).disabled, null)
  const again = await house.desk.replay(endpoint.id, dead.id, caller)
  assert.equal(again.state, 'pending')
  assert.equal((await house.tried(endpoint.id, 2)).state, 'delivered')
  assert.equal(new Set(receiver.ids).size, 1)
})

test('five days of only failures disable it; one success begins the count anew', async (t) => {
  const [house, receiver] = [await openOutbox(t), await openReceiver(t)]
  const { endpoint } = await house.endpoint(receiver.url)
  const fail = (times: number) => receiver.answers.push(...Array.from({ length: times }, () => status(500)))
  house.sender.start()
  fail(1)
  await house.fails('video_a')
  await house.tried(endpoint.id, 1)
  assert.notEqual((await house.desk.find(endpoint.id, caller)).failingSinceMs, null)
  house.timing.advance(5_000)
  await house.tried(endpoint.id, 2)
  assert.equal((await house.desk.find(endpoint.id, caller)).failingSinceMs, null)
  fail(100)
  for (const id of ['video_b', 'video_c']) {
    await house.fails(id)
    await house.timing.until('it ended', async () => (await house.newest(endpoint.id)).state !== 'pending', HOUR / 4)
  }
  assert.equal((await house.desk.find(endpoint.id, caller)).disabled?.reason, 'Every delivery failed for 5 days.')
})

test('after a crash everything not known to have arrived is sent, under its old id', async (t) => {
  const [house, receiver] = [await openOutbox(t), await openReceiver(t)]
  const { endpoint } = await house.endpoint(receiver.url)
  receiver.answers.push(() => undefined) // takes it, and the process dies before the answer
  house.sender.start()
  await house.fails('video_a')
  await house.timing.until('it was sent', () => receiver.received.length === 1, 0)
  await house.close()
  await house.open()
  await house.fails('video_b') // nobody sends yet
  assert.equal(receiver.received.length, 1)
  house.sender.start()
  await house.timing.until('both arrived', () => receiver.received.length === 3, 0)
  const events = receiver.received.map(({ body }) => JSON.parse(body) as { id: string; data: { id: string } })
  assert.deepEqual(events.map(({ data }) => data.id).toSorted(), ['video_a', 'video_a', 'video_b'])
  assert.equal(new Set(receiver.ids).size, 2)
  await house.tried(endpoint.id, 1)
})

test('a slow receiver does not keep another waiting', async (t) => {
  const [house, slow, quick] = [await openOutbox(t), await openReceiver(t), await openReceiver(t)]
  slow.answers.push(...Array.from({ length: 30 }, () => () => undefined))
  await house.endpoint(slow.url)
  await house.endpoint(quick.url)
  house.sender.start()
  for (let video = 0; video < 20; video += 1) await house.fails(`video_${video}`)
  await house.timing.until('all arrived at the quick one', () => quick.received.length === 20, 0)
  assert.equal(slow.received.length, 4)
})

test('a rotation keeps the old secret for 24 hours, or ends it at once', async (t) => {
  const [house, receiver] = [await openOutbox(t), await openReceiver(t)]
  const { endpoint, secret: first } = await house.endpoint(receiver.url)
  const { secret: second } = await house.desk.rotate(endpoint.id, true, caller)
  const send = async (): Promise<Received> => {
    assert.equal(await house.desk.test(endpoint.id, 'video.completed', caller), 204)
    return receiver.received.at(-1) ?? assert.fail()
  }
  const both = await send()
  await verify(both, first)
  await verify(both, second)
  const { secret: third } = await house.desk.rotate(endpoint.id, false, caller)
  const one = await send()
  await verify(one, third)
  await assert.rejects(verify(one, second))
  const { secret: fourth } = await house.desk.rotate(endpoint.id, true, caller)
  house.timing.advance(24 * HOUR)
  const signatures = (await send()).headers['webhook-signature']?.split(' ')
  assert.equal(signatures?.length, 1)
  assert.equal(new Set([first, second, third, fourth]).size, 4)
})

test('an address that became private is refused when sending; a lost key is said plainly', async (t) => {
  const [house, receiver] = [await openOutbox(t), await openReceiver(t)]
  const { endpoint } = await house.endpoint(receiver.url)
  await house.close()
  await house.open(false)
  house.sender.start()
  await house.fails('video_a')
  const refused = await house.tried(endpoint.id, 1)
  assert.equal(refused.log[0]?.error, 'Webhooks go to https only.')
  await house.rooms.webhooks.changeEndpoint('owner-1', endpoint.id, (known) => ({
    ...known,
    url: 'https://127.0.0.1/',
  }))
  await house.desk.replay(endpoint.id, refused.id, caller)
  const again = await house.tried(endpoint.id, 2)
  assert.equal(again.log[1]?.error, 'The host has an address that is not public.')
  assert.equal(receiver.received.length, 0)
  await house.close()
  house.key = new Uint8Array(32).fill(8)
  await house.open()
  house.sender.start()
  await house.fails('video_b')
  const unsigned = await house.tried(endpoint.id, 1)
  assert.match(unsigned.log[0]?.error ?? '', /Rotate the secret/)
  assert.equal(receiver.received.length, 0)
})
