import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { captionOf, keepDrawable, titleOf } from './wording.ts'

describe('titleOf', () => {
  const titles = [
    ['Two friends walk on a beach at sunset, laughing', 'Two friends walk on a beach at sunset'],
    [
      'A cinematic video of @Maya and @Jonas turning slowly in a ballroom.',
      'Maya and Jonas turning slowly in a ballroom',
    ],
    ['Cinematic, 4k. An old man and a dog hike', 'Old man and a dog hike'],
    ['🎉 Happy birthday, Anna! 🎂', 'Happy birthday, Anna'],
    ['no rain, just a sunny forest', 'Just a sunny forest'],
    ['A short film titled "First dance" in a hall', 'First dance'],
    ['a very long sentence that goes on without any preposition whatsoever forever', 'Very long sentence that goes'],
    ['二人の友達が浜辺を歩く', ''],
    ['Две подруги гуляют по пляжу', 'Две подруги гуляют по пляжу'],
    ['https://example.org/a/very/long/path/that/never/ends/and/ends', ''],
    ['', ''],
  ] as const
  for (const [prompt, title] of titles)
    test(`${prompt || 'nothing'}: ${title || 'no title'}`, () => assert.equal(titleOf(prompt), title))
})

describe('captionOf', () => {
  test('is left out when the title says it all', () => {
    assert.equal(captionOf('Two friends on a beach.', 'Two friends on a beach'), '')
  })
  test('ends with a whole sentence or a whole word', () => {
    const first = captionOf(`They meet under the old clock at noon. ${'Then much happens. '.repeat(12)}`, 'They meet')
    assert.match(first, /[.!?]$/u)
    const long = captionOf('word '.repeat(80), 'Word')
    assert.match(long, /word…$/u)
    assert.ok(long.length <= 130)
  })
})

describe('keepDrawable', () => {
  test('drops emoji and keeps letters our fonts have', () => {
    assert.equal(keepDrawable('Ça va 👩‍🚀 naïve Ελλάδα Привет 1️⃣'), 'Ça va naïve Ελλάδα Привет 1')
  })
  test('says nothing when there is nothing to say', () => {
    assert.equal(keepDrawable('@@@ 🎉 --'), '')
  })
  test('leaves the text out rather than drawing boxes', () => {
    assert.equal(keepDrawable('hello 안녕'), '')
    assert.equal(keepDrawable('नमस्ते'), '')
  })
  test('shows a mention as the plain name and leaves addresses alone', () => {
    assert.equal(keepDrawable('@Maya waves'), 'Maya waves')
  })
})
