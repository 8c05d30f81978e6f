import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readyLines } from './ready-lines.ts'

const all = { photos: 2, photosMax: 2, prompt: 'Go.', consentNeeded: true, agreed: true, samples: false }

test('what is missing is an open line, what is there is ticked', () => {
  assert.deepEqual(
    readyLines(all).map(({ done }) => done),
    [true, true, true],
  )
  assert.deepEqual(
    readyLines({ ...all, photos: 0, prompt: ' ', agreed: false }).map(({ done }) => done),
    [false, false, false],
  )
})

test('sample people are said to need no tick, and nobody is asked when nobody is shown', () => {
  assert.equal(readyLines({ ...all, consentNeeded: false, samples: true })[1]?.words, 'Sample people need no tick')
  assert.equal(readyLines({ ...all, consentNeeded: false, photos: 0 }).length, 2)
})

test('sample people for an engine elsewhere are not ready', () => {
  const lines = readyLines({ ...all, consentNeeded: false, samples: true, samplesLeave: true })
  assert.deepEqual(lines[1], { words: 'Sample people stay on this machine', done: false })
})

test('more photos than the engine takes is not ready', () => {
  assert.deepEqual(readyLines({ ...all, photosMax: 1 })[0], { words: 'This engine takes one photo', done: false })
})
