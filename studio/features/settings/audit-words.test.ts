import assert from 'node:assert/strict'
import { test } from 'node:test'
import { detailWords } from './audit-words.ts'

test('facts of a line are for people: money in dollars, nothing for null', () => {
  assert.equal(
    detailWords({ engine: 'hosted', estimateUsdMicros: 100_000, expiresAtMs: null }),
    'engine hosted, estimate $0.10',
  )
  assert.equal(detailWords({ span: 'month', usdMicros: 12_500_000 }), 'span month, $12.50')
  assert.equal(detailWords({}), '')
})
