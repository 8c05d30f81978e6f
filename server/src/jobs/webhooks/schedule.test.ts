import assert from 'node:assert/strict'
import { test } from 'node:test'
import { exampleEndpoint } from '../../spec/testing/example-endpoint.ts'
import type { Delivery } from '../../spec/webhook.ts'
import { DELAYS_MS, judge } from './schedule.ts'

const nowMs = 1_800_000_000_000
const refused = { statusCode: 500, error: 'It answered 500.', retryAfterMs: null }
const delivery: Delivery = {
  id: 'whd_a',
  endpointId: 'whe_a',
  eventId: 'evt_a',
  type: 'video.completed',
  videoId: 'video_a',
  body: '{}',
  state: 'pending',
  tries: 0,
  nextAtMs: nowMs,
  createdAtMs: nowMs,
}
const endpoint = exampleEndpoint('whe_a')
const DAY_MS = 86_400_000

test('ten tries in a little over three days, each delay spread by a tenth either way', () => {
  assert.equal(DELAYS_MS.length, 10)
  assert.equal(
    DELAYS_MS.reduce<number>((sum, ms) => sum + ms, 0),
    5_000 + 35 * 60_000 + 75 * 3_600_000,
  )
  const next = (tries: number, random: number) =>
    (judge({ ...delivery, tries }, endpoint, refused, { nowMs, random }).nextAtMs ?? 0) - nowMs
  for (const [index, delayMs] of DELAYS_MS.entries()) {
    if (index === 0) continue
    assert.equal(next(index - 1, 0), delayMs * 0.9)
    assert.equal(next(index - 1, 0.5), delayMs)
    assert.equal(next(index - 1, 1), Math.round(delayMs * 1.1))
  }
  assert.equal(judge({ ...delivery, tries: 9 }, endpoint, refused, { nowMs, random: 0 }).state, 'failed')
})

test('an endpoint that was silent for a month is not given up for its first failure since', () => {
  const failing = exampleEndpoint('whe_a', { failingSinceMs: nowMs - 30 * DAY_MS })
  const at = { nowMs, random: 0.5 }
  for (const tries of [0, 1, 2]) assert.equal(judge({ ...delivery, tries }, failing, refused, at).disabled, null)
  assert.notEqual(judge({ ...delivery, tries: 3 }, failing, refused, at).disabled, null)
})

test('one arrival forgives everything before', () => {
  const failing = exampleEndpoint('whe_a', { failingSinceMs: nowMs - 4 * DAY_MS })
  const arrived = { statusCode: 200, error: null, retryAfterMs: null }
  const verdict = judge(delivery, failing, arrived, { nowMs, random: 0.5 })
  assert.deepEqual(verdict, { state: 'delivered', nextAtMs: null, failingSinceMs: null, disabled: null })
})
