import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { EngineOffer } from '../../client/engines.ts'
import { EXAMPLE } from './example-file.ts'
import { goesWords, lengthWords, photosWords, priceWords, sizeWords } from './offer-words.ts'

const priced = (standard: number, high: number, qualities: EngineOffer['qualities']) =>
  priceWords({ usd_micros_per_second: { standard, high }, qualities } as EngineOffer) // only these are read

test('a price is what it costs: Free only for nothing, parts of a cent are kept, unknown is not $0.00', () => {
  assert.equal(priced(0, 0, ['standard', 'high']), 'Free')
  assert.equal(priced(100_000, 0, ['standard']), '$0.10 a second')
  assert.equal(priced(125_000, 300_000, ['standard', 'high']), '$0.125 a second, high quality $0.30')
  assert.equal(
    priceWords({ usd_micros_per_second: null, qualities: ['standard'] } as unknown as EngineOffer),
    'Price unknown',
  )
})

test('what a model takes is told in words', () => {
  assert.equal(lengthWords({ seconds: { kind: 'set', values: [4, 8] } }), '4, 8 s')
  assert.equal(lengthWords({ seconds: { kind: 'range', min: 1, max: 20, suggested: [] } }), '1 to 20 s')
  assert.equal(sizeWords({ sizes: { kind: 'set', values: ['720x1280'] } }), '720 × 1280')
  assert.equal(photosWords({ references: { max: 0, faces: false } }), 'None')
  assert.equal(photosWords({ references: { max: 1, faces: false } }), 'One, without faces')
})

test('where photos go is told with how long they stay and what a refusal costs', () => {
  const people = { faces: true, photos_go_to: 'api.example.com', kept_there: '30 days', charged_on_refusal: true }
  assert.equal(goesWords({ people }), 'api.example.com (kept there: 30 days). A photo it refuses may still cost.')
  assert.equal(goesWords({ people: { ...people, photos_go_to: null } }), 'Nowhere, they stay on this machine')
})

test('the example file holds no key', () => {
  const [engine] = JSON.parse(EXAMPLE) as [Record<string, unknown>]
  assert.equal(engine['key'], undefined)
  assert.equal(engine['key_from'], 'HOSTED_VIDEO_KEY')
})
