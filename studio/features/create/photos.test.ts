import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { consentWords, photoWords, showsSamples } from './consent.ts'
import { refuseEarly, refuseShape, sniffPhoto } from './photo-check.ts'
import { isolate } from '../../words/isolate.ts'
import type { Photo } from './photo-prepare.ts'
import { changeSlots, EMPTY_SLOTS, firstFree, placeFiles, type Slots } from './slots.ts'

const bytes = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0))
const photo = (name: string, sample = false): Photo => ({ file: new File([], name), url: `blob:${name}`, sample })
const withPhotos = (first: Photo | null, second: Photo | null): Slots => [
  { ...EMPTY_SLOTS[0], photo: first },
  { ...EMPTY_SLOTS[1], photo: second },
]

test('a photo is known by its bytes', () => {
  const people = new URL('../../public/people/', import.meta.url)
  assert.equal(sniffPhoto(readFileSync(new URL('hopper.jpg', people))), 'jpeg')
  assert.equal(sniffPhoto(readFileSync(new URL('collins.png', people))), 'png')
  assert.equal(sniffPhoto(bytes('RIFF\0\0\0\0WEBPVP8 ')), 'webp')
  assert.equal(sniffPhoto(bytes('\0\0\0\x18ftypheic\0\0\0\0')), 'heic')
  assert.equal(sniffPhoto(bytes('\0\0\0\x18ftypmif1\0\0\0\0')), 'heic')
  assert.equal(sniffPhoto(bytes('\0\0\0\x1cftypavif\0\0\0\0')), 'avif')
  for (const other of ['%PDF-1.7', 'GIF89a', '\0\0\0\x18ftypisom', ''])
    assert.equal(sniffPhoto(bytes(other)), undefined)
})

test('what cannot be used is said before it is sent', () => {
  assert.equal(refuseEarly(10, undefined), 'type')
  assert.equal(refuseEarly(20_971_521, 'jpeg'), 'size')
  assert.equal(refuseEarly(20_971_520, 'jpeg'), undefined)
  assert.equal(refuseShape(31, 400), 'small')
  assert.equal(refuseShape(100, 900), 'narrow')
  assert.equal(refuseShape(512, 600), undefined)
})

test('a file refused leaves the photo that was there', () => {
  const ticket = Symbol('first')
  const reading = changeSlots(withPhotos(photo('kept'), null), { kind: 'read', person: 0, ticket })
  const refused = changeSlots(reading, { kind: 'refuse', person: 0, ticket, problem: 'type' })
  assert.deepEqual([refused[0].photo?.url, refused[0].problem, refused[0].reading], ['blob:kept', 'type', null])
})

test('the photo chosen last wins, whichever is read first', () => {
  const [slow, fast] = [Symbol('slow'), Symbol('fast')]
  let slots = changeSlots(EMPTY_SLOTS, { kind: 'read', person: 1, ticket: slow })
  slots = changeSlots(slots, { kind: 'read', person: 1, ticket: fast })
  slots = changeSlots(slots, { kind: 'ready', person: 1, ticket: fast, photo: photo('new') })
  slots = changeSlots(slots, { kind: 'ready', person: 1, ticket: slow, photo: photo('old') })
  assert.equal(slots[1].photo?.url, 'blob:new')
})

test('two files fill both slots in order, one goes where it was let go', () => {
  assert.deepEqual(placeFiles(['a', 'b', 'c'], 1), [
    { person: 0, file: 'a' },
    { person: 1, file: 'b' },
  ])
  assert.deepEqual(placeFiles(['a'], 1), [{ person: 1, file: 'a' }])
  assert.equal(firstFree(withPhotos(photo('a'), null)), 1)
  assert.equal(firstFree(EMPTY_SLOTS), 0)
})

test('consent names exactly the people who must give it', () => {
  const names = ['Maya', 'Jonas'] as const
  assert.equal(consentWords(EMPTY_SLOTS, names), null)
  assert.equal(
    consentWords(withPhotos(photo('a'), photo('b')), names),
    '\u2068Maya\u2069 and \u2068Jonas\u2069 both agreed to be in this video.',
  )
  assert.equal(
    consentWords(withPhotos(photo('s', true), photo('b')), names),
    '\u2068Jonas\u2069 agreed to be in this video.',
  )
  const samples = withPhotos(photo('s', true), photo('t', true))
  assert.equal(consentWords(samples, names), null)
  assert.equal(showsSamples(samples), true)
})

test('what is ticked names the host that photos are sent to', () => {
  const names = ['Maya', 'Jonas'] as const
  assert.equal(
    consentWords(withPhotos(photo('a'), photo('b')), names, 'video.example'),
    `${isolate('Maya')} and ${isolate('Jonas')} both agreed to be in this video, and that their photos are sent to video.example.`,
  )
  assert.equal(
    consentWords(withPhotos(photo('a'), null), names, 'video.example'),
    `${isolate('Maya')} agreed to be in this video, and that their photo is sent to video.example.`,
  )
})

test('where photos go is told from the engine’s own offer', () => {
  const references = { max: 2, faces: true }
  const here = { faces: true, photos_go_to: null, kept_there: null, charged_on_refusal: false }
  const there = { ...here, photos_go_to: 'video.example' }
  assert.equal(photoWords({ references, people: here }), 'Photos stay on this machine.')
  assert.equal(photoWords({ references, people: there }), 'Photos are sent to video.example.')
  assert.equal(
    photoWords({ references, people: { ...there, faces: false, kept_there: '30 days', charged_on_refusal: true } }),
    'Photos are sent to video.example (kept there: 30 days). Photos of people are refused there. A photo it refuses may still cost.',
  )
  assert.equal(photoWords({ references: { max: 0, faces: false }, people: there }), null)
})
