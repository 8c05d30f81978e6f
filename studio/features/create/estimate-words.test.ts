import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Estimate } from '../../client/estimates.ts'
import { nameParts } from '../stage/name-parts.ts'
import { previewSize } from '../stage/preview-size.ts'
import { budgetWords, overBudget, priceOnButton, problemsAt } from './estimate-words.ts'

const problem = (code: string, param: string | null, message = code) => ({ code, param, message, type: 't' })
const estimate = (rest: Partial<Estimate> = {}): Estimate => ({
  cost: { estimate_usd_micros: 600_000, price_source: 's' },
  budget: {
    scope: 'server',
    span: 'month',
    period: 'month:2026-11',
    cap_usd_micros: 2_000_000,
    held_usd_micros: 500_000,
    spent_usd_micros: 1_000_000,
    left_usd_micros: 500_000,
  },
  warnings: [],
  problems: [],
  ...rest,
})

const people = (text: string, names: readonly [string, string]) =>
  nameParts(text, names).flatMap((part) => (part.person === null ? [] : [`${part.text}${part.person}`]))

test('the button says that a price is an estimate, and Free where it is', () => {
  assert.deepEqual([600_000, 0, null].map(priceOnButton), ['about $0.60', 'Free', 'Price unknown'])
})

test('an order over the cap says by how much, and only then', () => {
  assert.equal(overBudget(estimate()), null)
  assert.equal(overBudget(estimate({ problems: [problem('insufficient_quota', null)] })), 100_000)
  assert.equal(overBudget(undefined), null)
})

test('the bar shows what is used and held, and this order as its end', () => {
  assert.deepEqual(budgetWords(estimate(), 600_000), { text: '$1.50 of $2.00 used this month', used: 0.75, more: 0.25 })
  const unused = { ...estimate().budget!, spent_usd_micros: 0, held_usd_micros: 0 }
  assert.deepEqual(budgetWords(estimate({ budget: unused }), 600_000), {
    text: '$0.00 of $2.00 used this month',
    used: 0,
    more: 0.3,
  })
  assert.equal(budgetWords(estimate({ budget: null }), 0), null)
  assert.equal(budgetWords(estimate({ budget: { ...unused, cap_usd_micros: 0 } }), 0)?.used, 1)
})

test('a problem stands at the field it is about, and what is about none at the button', () => {
  const told = estimate({
    problems: [
      problem('invalid_value', 'size', 'bad size'),
      problem('invalid_value', 'prompt', 'bad words'),
      problem('invalid_reference', 'input_reference', 'too many'),
      problem('engine_unavailable', null, 'away'),
      problem('insufficient_quota', null, 'over'),
      problem('missing_required_parameter', 'prompt', 'empty'),
    ],
  })
  const places = (['look', 'prompt', 'people', 'rest'] as const).map((field) => problemsAt(field, told))
  assert.deepEqual(places, [['bad size'], ['bad words'], ['too many'], ['away']])
})

test('names are told apart in the words, the longer first, and never inside another word', () => {
  assert.deepEqual(people('Anna and Ann meet. Anna-Lena and Annabel do not.', ['Ann', 'Anna']), [
    'Anna1',
    'Ann0',
    'Anna1',
  ])
  assert.deepEqual(people('a (b) and a.b', ['(b)', 'a.b']), ['(b)0', 'a.b1'])
  const text = 'מאיה and Jonas, מאיה'
  assert.equal(
    nameParts(text, ['מאיה', 'Jonas'])
      .map((part) => part.text)
      .join(''),
    text,
  )
  assert.deepEqual(people(text, ['מאיה', 'Jonas']), ['מאיה0', 'Jonas1', 'מאיה0'])
})

test('a preview has the shape of the video, within what the server makes', () => {
  assert.equal(previewSize('128x128'), '256x256')
  assert.equal(previewSize('720x1280'), '720x1280')
  const [width = 0, height = 0] = (previewSize('1024x1808') ?? '').split('x').map(Number)
  assert.ok(Math.abs(width / height - 1024 / 1808) < 0.01 && width * height < 950_000)
  assert.equal(previewSize('odd'), undefined)
})
