import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { JOB_FAULT_CODES, type Charge, type JobFaultCode } from 'kinora/spec/video'
import { ApiError, Unreachable, worthAsking } from '../client/http.ts'
import { againOf, chargeWords, jobFaultWords } from './job-fault.ts'
import { sendFaultWords } from './send-fault.ts'

const refusal = (status: number, code: string, param: string | null = null) =>
  new ApiError(status, { message: 'Said by the server.', code, param }, 'req_1')

const failed = (code: string, charge: Charge = 'none', usdMicros = 1_200_000) => ({
  id: 'video_1',
  error: { code: code as JobFaultCode, message: 'Because.' },
  charge,
  cost: { estimate_usd_micros: usdMicros, final_usd_micros: null },
})

describe('an order that was not taken', () => {
  const table: readonly (readonly [Error, string])[] = [
    [refusal(400, 'invalid_value', 'seconds'), 'The server did not take this order.'],
    [refusal(400, 'invalid_reference', 'input_reference'), 'One of the photos cannot be used.'],
    [refusal(400, 'invalid_reference', 'person2'), 'One of the photos cannot be used.'],
    [refusal(429, 'insufficient_quota'), 'This would pass your budget.'],
    [refusal(400, 'consent_revoked'), 'Someone shown has not agreed, or took it back.'],
    [refusal(404, 'model_not_found', 'model'), 'That engine is not here any more.'],
    [refusal(403, 'missing_scope'), 'Your key may not make videos.'],
    [refusal(401, 'invalid_api_key'), 'The server did not accept your sign-in.'],
    [refusal(413, 'request_too_large'), 'The photos are too large to send.'],
    [refusal(429, 'rate_limit_exceeded'), 'The server is busy.'],
    [refusal(500, 'internal'), 'The server had a problem.'],
    [refusal(503, 'engine_unavailable'), 'The engine is not available.'],
    [refusal(507, 'storage_full'), 'The server is out of space.'],
    [new Unreachable('no route'), 'The server does not answer.'],
  ]
  for (const [thrown, headline] of table) {
    test(`${thrown instanceof ApiError ? `${thrown.status} ${thrown.code}` : 'no answer'}: ${headline}`, () => {
      const words = sendFaultWords(thrown)
      assert.equal(words.headline, headline)
      assert.notEqual(words.advice, '')
      assert.doesNotMatch(words.headline, /\d{3}|_|!/)
    })
  }

  test('a refusal says that nothing was charged; a lost answer does not claim to know', () => {
    assert.equal(sendFaultWords(refusal(400, 'invalid_value')).money, 'Nothing was charged.')
    assert.equal(sendFaultWords(new Unreachable('')).money, null)
    assert.equal(sendFaultWords(refusal(500, 'internal')).money, null)
  })

  test('code, status and request id are under details', () => {
    assert.deepEqual(sendFaultWords(refusal(400, 'invalid_value')).details, ['invalid_value', 'HTTP 400', 'req_1'])
  })

  test('only trouble that may pass is asked about again', () => {
    assert.equal(worthAsking(new Unreachable('')), true)
    assert.equal(worthAsking(refusal(503, 'server_is_stopping')), true)
    assert.equal(worthAsking(refusal(404, 'video_not_found')), false)
    assert.equal(worthAsking(new TypeError('ours')), false)
  })
})

describe('a video that failed', () => {
  test('every code has a headline, the money and a way on', () => {
    for (const code of JOB_FAULT_CODES) {
      const words = jobFaultWords(failed(code))
      assert.ok(words.headline.endsWith('.') && !words.headline.includes('_'), code)
      assert.equal(words.money, 'Nothing was charged.')
      assert.notEqual(words.advice, '')
    }
  })

  test('a code from a newer server still gets words, and keeps its name for support', () => {
    const words = jobFaultWords(failed('solar_flare'))
    assert.equal(words.headline, 'The server had a problem.')
    assert.deepEqual(words.details, ['Code: solar_flare', 'Video: video_1'])
  })

  test('the same order goes out again only where that can help', () => {
    assert.equal(againOf(failed('engine_error')), 'retry')
    assert.equal(againOf(failed('moderation_blocked')), 'edit')
    assert.equal(againOf(failed('outcome_unknown')), 'edit')
  })

  test('what was charged is told with its price', () => {
    assert.equal(chargeWords(failed('engine_error', 'charged')), '$1.20 was charged.')
    assert.equal(chargeWords(failed('engine_error', 'charged', 0)), 'It cost nothing.')
    assert.match(chargeWords(failed('outcome_unknown', 'unknown')), /do not know/)
  })
})
