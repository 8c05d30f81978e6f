import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { OfferCard } from '../../client/models.ts'
import { fittedWords } from './fitted-words.ts'
import { choicesOf, estimateOf, fitWishes, type Wishes } from './offer-choices.ts'

const wide: OfferCard = {
  engine: 'local',
  alias_of: null,
  title: 'Built-in animatic',
  about: 'Draws.',
  seconds: { kind: 'range', min: 1, max: 60, suggested: [4, 8, 12] },
  sizes: { kind: 'range', min: 128, max: 1920, maxPixels: 2_073_600, suggested: ['720x1280', '1280x720'] },
  qualities: ['standard', 'high'],
  references: { max: 2, faces: true },
  people: { faces: true, photos_go_to: null, kept_there: null, charged_on_refusal: false },
  audio: true,
  usd_micros_per_second: { standard: 0, high: 0 },
  price_source: 'own machine, 2026-11-23',
  generative: false,
  retires_on: null,
}
const strict: OfferCard = {
  ...wide,
  title: 'Hosted',
  seconds: { kind: 'set', values: [4, 8] },
  sizes: { kind: 'set', values: ['1280x720', '720x1280', '1792x1024'] },
  qualities: ['standard'],
  usd_micros_per_second: { standard: 150_000, high: 300_000 },
}
const wish: Wishes = { seconds: 10, size: '1024x1808', quality: 'high' }

test('a wish inside the range is kept and shown among the suggestions', () => {
  assert.deepEqual(fitWishes(wide, wish), wish)
  assert.deepEqual(choicesOf(wide, wish), {
    seconds: [4, 8, 10, 12],
    sizes: ['1024x1808', '720x1280', '1280x720'],
    qualities: ['standard', 'high'],
  })
})

test('what the engine cannot make becomes the nearest it can, shape before size', () => {
  assert.deepEqual(fitWishes(strict, wish), { seconds: 8, size: '720x1280', quality: 'standard' })
  assert.deepEqual(fitWishes(strict, { ...wish, size: '1920x1088' }).size, '1792x1024')
})

test('every wish that was not granted is told, and a granted one is not', () => {
  assert.deepEqual(fittedWords('Hosted', wish, fitWishes(strict, wish)), [
    'Hosted cannot make 10 s, so we picked 8 s.',
    'Hosted cannot make 1024 × 1808, so we picked 720 × 1280.',
    'Hosted cannot make High, so we picked Standard.',
  ])
  assert.deepEqual(fittedWords('Built-in animatic', wish, fitWishes(wide, wish)), [])
})

test('a range refuses odd sides, sides outside it and too many pixels', () => {
  for (const size of ['1023x1808', '64x64', '1920x1920', 'large']) {
    assert.notEqual(fitWishes(wide, { ...wish, size }).size, size)
  }
})

test('the price is seconds times the rate of the chosen quality', () => {
  assert.equal(estimateOf(strict, { seconds: 8, size: '720x1280', quality: 'standard' }), 1_200_000)
  assert.equal(estimateOf(wide, wish), 0)
})

test('a missing price is unknown, not free', () => {
  assert.equal(estimateOf({ ...strict, usd_micros_per_second: null }, wish), null)
})
