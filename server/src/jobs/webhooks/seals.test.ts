import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createSeals } from './seals.ts'

test('a secret opens with its key and for its endpoint alone, and is nowhere in what is kept', () => {
  const seals = createSeals(new Uint8Array(32).fill(1))
  const { secret, sealed } = seals.make('whe_a')
  assert.match(secret, /^whsec_[A-Za-z0-9+/]{43}=$/)
  assert.equal(seals.open('whe_a', sealed), secret)
  assert.equal(JSON.stringify(sealed).includes(secret.slice(6, 20)), false)
  assert.equal(sealed.hint, secret.slice(-4))
  assert.throws(() => seals.open('whe_b', sealed))
  assert.throws(() => createSeals(new Uint8Array(32).fill(2)).open('whe_a', sealed))
  const bytes = Buffer.from(sealed.sealed, 'base64')
  bytes[40] = (bytes[40] ?? 0) + 1
  assert.throws(() => seals.open('whe_a', { ...sealed, sealed: bytes.toString('base64') }))
  assert.notEqual(seals.make('whe_a').secret, secret)
})
