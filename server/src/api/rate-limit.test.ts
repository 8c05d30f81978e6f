import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import { LIMITS } from '../spec/limits.ts'
import type { RateLimit } from '../spec/rate.ts'
import { UploadSlots } from './upload-slots.ts'
import { errorOf, openApi } from './testing/open-api.ts'

function opened(t: TestContext, limit: RateLimit) {
  const api = openApi(limit)
  t.after(() => api.close())
  return api
}

const read = (response: Response): (string | null)[] =>
  ['limit', 'remaining', 'reset'].map((what) => response.headers.get(`x-ratelimit-${what}-requests`))

test('every answer says what is left, and the bucket refills as time passes', async (t) => {
  const api = opened(t, { requests: 4, windowMs: 60_000 })
  assert.deepEqual(read(await api.ask('/v1/videos')), ['4', '3', '15s'])
  assert.deepEqual(read(await api.ask('/v1/nope')), ['4', '2', '30s'], 'a refusal says it too')
  for (let i = 0; i < 2; i += 1) assert.notEqual((await api.ask('/v1/videos')).status, 429)
  const refused = await api.ask('/v1/videos')
  assert.deepEqual(read(refused), ['4', '0', '1m0s'])
  assert.equal(refused.headers.get('retry-after'), '15')
  assert.equal(refused.headers.get('x-should-retry'), null)
  const error = await errorOf(refused)
  assert.deepEqual([error.status, error.type, error.code], [429, 'rate_limit_error', 'rate_limit_exceeded'])
  assert.match(error.message, /4 requests in 60 s.*in 15 s/)
  api.clock.nowMs += 15_000
  assert.equal((await api.ask('/v1/videos')).status, 200)
  assert.equal((await api.ask('/v1/videos')).status, 429)
})

test('a wait that no SDK sits out is told honestly, and not to be tried again', async (t) => {
  const api = opened(t, { requests: 6, windowMs: 3_600_000 })
  for (let i = 0; i < 6; i += 1) await api.ask('/v1/videos')
  const refused = await api.ask('/v1/videos')
  assert.equal(refused.headers.get('x-should-retry'), 'false')
  assert.deepEqual([refused.headers.get('retry-after'), read(refused)[2]], ['60', '60m0s'])
  assert.match((await errorOf(refused)).message, /600 s/)
})

test('each key has a limit of its own, and a wrong key spends nobody’s', async (t) => {
  const api = opened(t, { requests: 1, windowMs: 60_000 })
  const { secret } = await api.keys.make({ name: 'Other' })
  assert.equal((await api.ask('/v1/videos')).status, 200)
  assert.equal((await api.ask('/v1/videos')).status, 429)
  const other = { headers: { authorization: `Bearer ${secret}` } }
  assert.equal((await api.ask('/v1/videos', { headers: { authorization: 'Bearer no' } })).status, 401)
  assert.equal((await api.ask('/v1/videos', other)).status, 200)
  assert.equal((await api.ask('/v1/videos', other)).status, 429)
})

/** Lets everything that can go on go on. */
const settle = () => new Promise((resolve) => setImmediate(resolve))

test('eight bodies of one key are read at once, sixty-four in all; the rest wait in line', async () => {
  const slots = new UploadSlots()
  const inside: string[] = []
  const leaves: (() => void)[] = []
  const enter = async (key: string) => {
    const leave = await slots.enter(key)
    inside.push(key)
    leaves.push(leave)
  }
  for (let i = 0; i < 10; i += 1) void enter('a')
  await settle()
  assert.equal(inside.length, LIMITS.uploadsPerKey)
  for (let key = 0; key < 8; key += 1) for (let i = 0; i < 8; i += 1) void enter(`key ${key}`)
  await settle()
  assert.equal(inside.length, LIMITS.uploadsAtOnce)
  leaves.shift()?.()
  await settle()
  assert.equal(inside.at(-1), 'a', 'the first in line is next')
  while (leaves.length > 0) {
    leaves.shift()?.()
    await settle()
  }
  assert.equal(inside.length, 74, 'everyone had a turn')
})

test('a line that is full refuses, and leaving twice frees one place', async () => {
  const slots = new UploadSlots()
  const leave = await slots.enter('a')
  for (let i = 1; i < LIMITS.uploadsPerKey + LIMITS.uploadsWaitingPerKey; i += 1) void slots.enter('a')
  await assert.rejects(slots.enter('a'), /Too many uploads/)
  const other = await slots.enter('b')
  other()
  leave()
  leave()
  void slots.enter('a')
  await assert.rejects(slots.enter('a'), /Too many uploads/)
})

const json = { method: 'POST', headers: { 'content-type': 'application/json' } }

function form(): RequestInit {
  const body = new FormData()
  body.append('prompt', 'p')
  return { method: 'POST', body }
}

test('thirty creates at once are all taken, eight at a time', async (t) => {
  const api = openApi()
  t.after(() => api.close())
  let [inside, most] = [0, 0]
  api.desk.onCreate = async () => {
    inside += 1
    most = Math.max(most, inside)
    await settle()
    inside -= 1
  }
  const answers = await Promise.all(Array.from({ length: 30 }, () => api.ask('/v1/videos', form())))
  assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([200]))
  assert.equal(most, LIMITS.uploadsPerKey)
})

test('short bodies wait for nobody, and a full line says when to come back', async (t) => {
  const api = openApi()
  t.after(() => api.close())
  const gate = Promise.withResolvers<void>()
  api.desk.onCreate = () => gate.promise
  const waiting = Array.from({ length: LIMITS.uploadsPerKey + LIMITS.uploadsWaitingPerKey }, () =>
    api.ask('/v1/videos', form()),
  )
  await settle()
  assert.equal((await api.ask('/v1/videos/estimates', { ...json, body: '{"prompt":"p"}' })).status, 200)
  const refused = await api.ask('/v1/videos', form())
  assert.equal(refused.headers.get('retry-after'), '1')
  assert.equal((await errorOf(refused)).code, 'rate_limit_exceeded')
  gate.resolve()
  for (const answer of await Promise.all(waiting)) assert.equal(answer.status, 200)
})
