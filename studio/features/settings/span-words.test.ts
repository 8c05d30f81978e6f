import assert from 'node:assert/strict'
import { test } from 'node:test'
import { spanWords } from './span-words.ts'

test('a span is told in the largest unit that is exact', () => {
  assert.deepEqual([2_592_000, 86_400, 43_200, 5_400, 60].map(spanWords), [
    '30 days',
    '1 day',
    '12 hours',
    '90 minutes',
    '1 minute',
  ])
})
