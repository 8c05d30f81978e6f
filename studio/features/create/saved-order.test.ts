import assert from 'node:assert/strict'
import { test } from 'node:test'
import { consentWords } from './consent.ts'
import { orderForm } from './order-form.ts'
import type { Photo, SavedRef } from './photo-prepare.ts'
import { hasAgreed, savedComesFirst, splitPhotos } from './saved-order.ts'
import type { Slots } from './slots.ts'

const photo = (saved?: SavedRef): Photo => ({ file: new File(['x'], 'a.jpg'), url: '', sample: false, saved })
const slots = (...photos: readonly (Photo | null)[]): Slots => {
  const slot = (index: number) => ({ photo: photos[index] ?? null, reading: null, problem: null })
  return [slot(0), slot(1)]
}
const grace: SavedRef = { id: 'person_1', scope: ['veo'] }
const may = (scope: SavedRef['scope'], host: string | null) => hasAgreed({ saved: { id: 'p', scope } }, 'veo', host)

test('whoever agreed to this engine needs no tick; the other still does', () => {
  const both = slots(photo(grace), photo())
  assert.equal(consentWords(slots(photo(grace)), ['Grace', 'B'], 'veo.example', 'veo'), null)
  assert.match(consentWords(slots(photo(grace)), ['Grace', 'B'], 'kling.example', 'kling') ?? '', /Grace/)
  assert.doesNotMatch(consentWords(both, ['Grace', 'B'], 'veo.example', 'veo') ?? '', /Grace/)
  assert.deepEqual(
    [may('this_machine', null), may('this_machine', 'x'), may('hosted', 'x'), may(null, null)],
    [true, false, true, false],
  )
})

test('a saved person goes by id, a photo of one’s own as a file, and in the order the server gives them', () => {
  assert.equal(savedComesFirst(slots(photo(grace), photo())), true)
  assert.equal(savedComesFirst(slots(photo(), photo(grace))), false)
  assert.equal(savedComesFirst(slots(photo(grace), photo(grace))), false)
  assert.equal(savedComesFirst(slots(photo(grace), null)), false)
  const { files, people } = splitPhotos([photo(), photo(grace)])
  const form = orderForm({
    model: 'veo',
    prompt: 'Hi',
    seconds: 4,
    size: '720x1280',
    quality: 'standard',
    photos: files,
    people,
    agreed: false,
  })
  assert.deepEqual(form.getAll('people[]'), ['person_1'])
  assert.equal(form.getAll('input_reference').length, 1)
})
