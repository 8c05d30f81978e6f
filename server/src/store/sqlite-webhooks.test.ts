import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import { move } from '../spec/job.ts'
import type { Rows } from '../spec/store.ts'
import { exampleEndpoint } from '../spec/testing/example-endpoint.ts'
import { exampleJob } from '../spec/testing/example-job.ts'
import type { Verdict } from '../spec/webhook-store.ts'
import { openStore } from './open-store.ts'
import type { OpenStore } from './open-store.ts'

const NOW = 1_800_000_000_000
const nothing = { deliveries: [], endpoints: [] }
const tried = { atMs: NOW, tookMs: 5, statusCode: 500, error: 'It answered 500.' }
const again: Verdict = { state: 'pending', nextAtMs: NOW + 5_000, failingSinceMs: NOW, disabled: null }

async function open(t: TestContext): Promise<OpenStore> {
  const folder = await mkdtemp(join(tmpdir(), 'kinora-webhooks-'))
  const rooms = await openStore({ folder, now: () => NOW })
  t.after(async () => {
    await rooms.close()
    await rm(folder, { recursive: true, force: true })
  })
  return rooms
}

/** From accepted to failed in one transaction. */
const failNow = async (rows: Rows, id: string, owner = 'owner-1'): Promise<void> => {
  const job = { ...exampleJob(id), owner }
  await rows.insertJob(job)
  await rows.moveJob(job, move(job, 'failed'))
}

test('an ended video leaves one delivery for each endpoint that listens, with the same event', async (t) => {
  const { store, webhooks } = await open(t)
  await webhooks.insertEndpoint(exampleEndpoint('whe_a'), 10)
  await webhooks.insertEndpoint(exampleEndpoint('whe_b'), 10)
  await webhooks.insertEndpoint(exampleEndpoint('whe_deaf', { eventTypes: ['video.completed'] }), 10)
  await webhooks.insertEndpoint(exampleEndpoint('whe_off', { disabled: { atMs: NOW, reason: 'gone' } }), 10)
  await webhooks.insertEndpoint(exampleEndpoint('whe_other', { owner: 'owner-2' }), 10)
  await store.transact((rows) => failNow(rows, 'video_a'))
  const due = await webhooks.due(NOW, 10, nothing)
  assert.deepEqual(due.map(({ endpoint }) => endpoint.id).toSorted(), ['whe_a', 'whe_b'])
  assert.equal(new Set(due.map(({ delivery }) => delivery.eventId)).size, 1)
  const [first] = due
  assert.deepEqual(JSON.parse(first?.delivery.body ?? ''), {
    id: first?.delivery.eventId,
    object: 'event',
    created_at: NOW / 1000,
    type: 'video.failed',
    data: { id: 'video_a' },
  })
})

test('a move that is undone leaves neither delivery nor event', async (t) => {
  const { store, webhooks, feed } = await open(t)
  await webhooks.insertEndpoint(exampleEndpoint('whe_a'), 10)
  const undone = store.transact(async (rows) => {
    await failNow(rows, 'video_a')
    throw new Error('undo')
  })
  await assert.rejects(undone, /undo/)
  assert.deepEqual(await webhooks.due(NOW, 10, nothing), [])
  assert.deepEqual(await feed.after('owner-1', 0, 10), [])
})

test('positions order the events of all jobs and are never used twice', async (t) => {
  const { store, feed } = await open(t)
  await store.transact((rows) => failNow(rows, 'video_a'))
  await store.transact((rows) => failNow(rows, 'video_b', 'owner-2'))
  const positions = (owner: string, after = 0) => feed.after(owner, after, 10).then((all) => all.map((e) => e.position))
  assert.deepEqual(
    [await positions('owner-1'), await positions('owner-2')],
    [
      [1, 2],
      [3, 4],
    ],
  )
  await store.transact((rows) => rows.deleteJob('video_b'))
  await store.transact((rows) => failNow(rows, 'video_c'))
  assert.deepEqual(await positions('owner-1', 2), [5, 6])
  assert.deepEqual([await feed.newest(), await feed.newest('video_a'), await feed.newest('video_b')], [6, 2, 0])
  assert.deepEqual(await feed.after('owner-1', 0, 10, 'video_c'), [
    { position: 5, jobId: 'video_c' },
    { position: 6, jobId: 'video_c' },
  ])
})

test('a failed try is logged and waits; the one under way and a busy endpoint are passed over', async (t) => {
  const { store, webhooks } = await open(t)
  await webhooks.insertEndpoint(exampleEndpoint('whe_a'), 10)
  await store.transact((rows) => failNow(rows, 'video_a'))
  const [due] = await webhooks.due(NOW, 10, nothing)
  assert.ok(due)
  assert.deepEqual(await webhooks.due(NOW, 10, { ...nothing, deliveries: [due.delivery.id] }), [])
  assert.deepEqual(await webhooks.due(NOW, 10, { ...nothing, endpoints: ['whe_a'] }), [])
  await webhooks.settle(due.delivery, tried, () => again)
  assert.deepEqual(await webhooks.due(NOW, 10, nothing), [])
  assert.equal(await webhooks.nextDueMs(nothing), NOW + 5_000)
  const kept = await webhooks.delivery('whe_a', due.delivery.id)
  assert.deepEqual([kept?.state, kept?.tries, kept?.log], ['pending', 1, [tried]])
  assert.equal((await webhooks.endpointOf('owner-1', 'whe_a'))?.failingSinceMs, NOW)
})

test('a replay during a try begins a new round that the try does not end', async (t) => {
  const { store, webhooks } = await open(t)
  await webhooks.insertEndpoint(exampleEndpoint('whe_a'), 10)
  await store.transact((rows) => failNow(rows, 'video_a'))
  const [due] = await webhooks.due(NOW, 10, nothing)
  assert.ok(due)
  await webhooks.replay(due.delivery.id, NOW + 1)
  await webhooks.settle(due.delivery, tried, () => ({ ...again, state: 'failed', nextAtMs: null }))
  const kept = await webhooks.delivery('whe_a', due.delivery.id)
  assert.deepEqual([kept?.state, kept?.tries, kept?.nextAtMs, kept?.log.length], ['pending', 0, NOW + 1, 1])
})

test('disabling drops what waits; removing takes deliveries and log along, also during a try', async (t) => {
  const { store, webhooks } = await open(t)
  await webhooks.insertEndpoint(exampleEndpoint('whe_a'), 10)
  for (const id of ['video_a', 'video_b']) await store.transact((rows) => failNow(rows, id))
  const [first, second] = await webhooks.due(NOW, 10, nothing)
  assert.ok(first && second)
  const disabled = { atMs: NOW, reason: 'It answered 410.' }
  await webhooks.settle(first.delivery, tried, () => ({ ...again, state: 'failed', nextAtMs: null, disabled }))
  const states = (await webhooks.deliveries('whe_a', { limit: 10 })).map(({ state }) => state)
  assert.deepEqual(states, ['dropped', 'failed'])
  assert.deepEqual((await webhooks.endpointOf('owner-1', 'whe_a'))?.disabled, disabled)
  assert.equal(await webhooks.removeEndpoint('owner-2', 'whe_a'), false)
  assert.equal(await webhooks.removeEndpoint('owner-1', 'whe_a'), true)
  await webhooks.settle(second.delivery, tried, () => assert.fail('it is gone'))
  assert.deepEqual(await webhooks.deliveries('whe_a', { limit: 10 }), [])
})

test('an owner has no more endpoints than allowed, however they race', async (t) => {
  const { webhooks } = await open(t)
  const ids = Array.from({ length: 14 }, (_, index) => `whe_${index}`)
  const made = await Promise.all(ids.map((id) => webhooks.insertEndpoint(exampleEndpoint(id), 10)))
  assert.equal(made.filter(Boolean).length, 10)
  assert.equal((await webhooks.endpointsOf('owner-1')).length, 10)
})

test('deliveries are listed newest first after a cursor, and forgotten once old and ended', async (t) => {
  const { store, webhooks } = await open(t)
  await webhooks.insertEndpoint(exampleEndpoint('whe_a'), 10)
  for (const id of ['video_a', 'video_b', 'video_c']) await store.transact((rows) => failNow(rows, id))
  const [newest] = await webhooks.deliveries('whe_a', { limit: 1 })
  assert.ok(newest)
  assert.equal(newest.videoId, 'video_c')
  const rest = await webhooks.deliveries('whe_a', { limit: 10, after: newest.id })
  assert.deepEqual(
    rest.map(({ videoId }) => videoId),
    ['video_b', 'video_a'],
  )
  await webhooks.settle(newest, tried, () => ({ ...again, state: 'delivered', nextAtMs: null }))
  await webhooks.forget(NOW + 1)
  const left = await webhooks.deliveries('whe_a', { limit: 10 })
  assert.deepEqual(
    left.map(({ videoId }) => videoId),
    ['video_b', 'video_a'],
  )
})

test('a data folder from before gets its old events in the order they happened', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'kinora-older-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  let nowMs = NOW
  const before = await openStore({ folder, now: () => nowMs })
  for (const id of ['video_b', 'video_a']) {
    await before.store.transact((rows) => failNow(rows, id))
    nowMs += 1
  }
  await before.close()
  const raw = new DatabaseSync(join(folder, 'kinora.db'))
  for (const table of ['webhook_try', 'webhook_delivery', 'webhook_endpoint', 'event_feed'])
    raw.exec(`drop table ${table}`)
  raw.exec('delete from migration where version = 5')
  raw.close()
  const { feed, close } = await openStore({ folder, now: () => nowMs }).then((rooms) => ({
    feed: rooms.feed,
    close: () => rooms.close(),
  }))
  t.after(close)
  const all = await feed.after('owner-1', 0, 10)
  assert.deepEqual(
    all.map(({ position, jobId }) => `${position} ${jobId}`),
    ['1 video_b', '2 video_b', '3 video_a', '4 video_a'],
  )
})
