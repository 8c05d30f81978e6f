import assert from 'node:assert/strict'
import { test } from 'node:test'
import { joinAliases } from './aliases.ts'
import { ConfigError } from './config-error.ts'
import { readConfig } from './config.ts'
import { scriptedOffer } from './spec/testing/scripted-engine.ts'

const config = (env: Record<string, string>) => readConfig({ NODE_ENV: 'test', ...env })
const read = (text: string) => config({ KINORA_RATE_LIMIT: text }).rateLimit

test('a rate limit is read with its window, and refused by name', () => {
  assert.deepEqual(config({}).rateLimit, { requests: 1200, windowMs: 60_000 })
  assert.deepEqual(read('30'), { requests: 30, windowMs: 60_000 })
  assert.deepEqual(read('30/hour'), { requests: 30, windowMs: 3_600_000 })
  assert.equal(read('off'), undefined)
  for (const text of ['0', '-1', 'many', '5/day', '1e9'])
    assert.throws(
      () => read(text),
      (thrown) => thrown instanceof ConfigError && thrown.message.includes(text),
      text,
    )
})

test('consent is required unless the operator says off, and nothing else is read as off', () => {
  assert.equal(config({}).consentRequired, true)
  assert.equal(config({ KINORA_CONSENT: 'off' }).consentRequired, false)
  for (const text of ['0', 'no', 'OFF', 'optional'])
    assert.throws(() => config({ KINORA_CONSENT: text }), new RegExp(`KINORA_CONSENT=${text} must be`), text)
})

test('a limit of jobs per key is read, and refused by name', () => {
  const jobsPerKey = (text: string) => config({ KINORA_JOBS_PER_KEY: text }).jobsPerKey
  assert.deepEqual([config({}).jobsPerKey, jobsPerKey('off'), jobsPerKey('3')], [undefined, undefined, 3])
  for (const text of ['0', '-1', '1.5', 'many', '100000'])
    assert.throws(() => jobsPerKey(text), new RegExp(`KINORA_JOBS_PER_KEY=${text} .* off`), text)
})

const engines = [
  {
    offers: [
      { ...scriptedOffer, model: 'kinora-animatic' },
      { ...scriptedOffer, model: 'other-1' },
    ],
  },
]

test('aliases add to the Sora names and go before them', () => {
  const { aliases } = config({ KINORA_ALIASES: '{"sora-2":"other-1","mine":"kinora-animatic"}' })
  const joined = joinAliases(aliases, engines)
  assert.deepEqual(
    [joined['sora-2'], joined['mine'], joined['sora-2-pro']],
    ['other-1', 'kinora-animatic', 'kinora-animatic'],
  )
})

test('aliases that are not readable, lead nowhere or hide a model stop the start', () => {
  for (const text of ['sora-2=x', '[]', '{"a":1}', '{"a b":"other-1"}', 'null'])
    assert.throws(() => config({ KINORA_ALIASES: text }), ConfigError, text)
  assert.throws(() => joinAliases({ mine: 'nope' }, engines), /"mine" leads to "nope".*"kinora-animatic", "other-1"/)
  assert.throws(() => joinAliases({ 'other-1': 'kinora-animatic' }, engines), /model of its own/)
})
