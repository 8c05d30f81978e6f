import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ConsentCard, PersonCard } from '../../client/people.ts'
import { agreedTo, consentState } from './consent-state.ts'

const photo = (id: string) => ({ id, width: 64, height: 64, sha256: `sha-${id}` })
const consent = (change: Partial<ConsentCard>): ConsentCard => ({
  id: 'consent_1',
  version: '2026-11',
  attested_by: 'self',
  scope: 'hosted',
  photos: ['sha-a'],
  given_at: 1,
  revoked_at: null,
  ...change,
})
const person = (record: ConsentCard | null, preferred = 'a'): PersonCard => ({
  id: 'person_1',
  name: 'Maya',
  photos: [photo('a'), photo('b')],
  preferred_photo_id: preferred,
  consent: record,
  created_at: 1,
})
const may = (record: ConsentCard | null, preferred?: string) => agreedTo(person(record, preferred), 'veo')

test('a consent is about the photos it names: one that came later is not part of it', () => {
  assert.deepEqual(consentState(person(null)), { kind: 'none' })
  assert.deepEqual(consentState(person(consent({}))), { kind: 'given', scope: 'hosted', uncovered: 1 })
  assert.deepEqual(consentState(person(consent({ revoked_at: 9 }))), { kind: 'revoked', at: 9 })
})

test('an engine gets a photo only where the newest record covers both', () => {
  assert.equal(may(consent({})), true)
  assert.equal(may(consent({ scope: ['veo'] })), true)
  assert.equal(may(consent({ scope: ['kling'] })), false)
  assert.equal(may(consent({ scope: 'this_machine' })), false)
  assert.equal(may(consent({}), 'b'), false)
  assert.equal(may(consent({ revoked_at: 9 })), false)
  assert.equal(may(null), false)
})
