import assert from 'node:assert/strict'
import { test } from 'node:test'
import { EMPTY_KEY, wishOf, wrongIn } from './key-form.ts'

const now = Date.parse('2026-11-23T12:00:00Z')

test('what is wrong is named by its field, and nothing else', () => {
  assert.deepEqual(wrongIn(EMPTY_KEY, now), ['name'])
  assert.deepEqual(wrongIn({ ...EMPTY_KEY, name: 'phone' }, now), [])
  const all = { ...EMPTY_KEY, owner: 'two words', scopes: [], lastDay: '2026-11-22', day: 'five', month: '1.2.3' }
  assert.deepEqual(wrongIn(all, now), ['name', 'owner', 'scopes', 'lastDay', 'day', 'month'])
  assert.deepEqual(wrongIn({ ...EMPTY_KEY, name: 'phone', lastDay: 'soon' }, now), ['lastDay'])
})

test('a key is good on its last day: it ends with the first moment of the next', () => {
  assert.deepEqual(wrongIn({ ...EMPTY_KEY, name: 'phone', lastDay: '2026-11-23' }, now), [])
  assert.equal(wishOf({ ...EMPTY_KEY, name: 'phone', lastDay: '2026-12-31' }).expires, '2027-01-01')
})

test('an empty field is not sent; a sum goes as micro-USD', () => {
  assert.deepEqual(wishOf({ ...EMPTY_KEY, name: ' phone ' }), {
    name: 'phone',
    owner: 'default',
    scopes: ['videos:read', 'videos:write', 'files'],
    profile: 'tolerant',
  })
  assert.deepEqual(wishOf({ ...EMPTY_KEY, name: 'p', day: '0', month: '12.50' }).budgets, { day: 0, month: 12_500_000 })
})
