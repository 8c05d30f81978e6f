import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bytesWords } from './bytes.ts'
import { aboutWords, clockWords, momentWords, secondsWords } from './duration.ts'
import { frameOf } from './frame.ts'
import { moneyWords } from './money.ts'

test('money always has cents, and nothing is Free', () => {
  assert.equal(moneyWords(1_200_000), '$1.20')
  assert.equal(moneyWords(50_000_000), '$50.00')
  assert.equal(moneyWords(1_234_560_000), '$1,234.56')
  assert.equal(moneyWords(0), 'Free')
})

test('a price too small for a cent is not called free, and an unknown one is not called nothing', () => {
  assert.equal(moneyWords(4_000), 'under $0.01')
  assert.equal(moneyWords(null), 'Price unknown')
  assert.equal(moneyWords(Number.NaN), 'Price unknown')
})

test('a wait is told no more exactly than a person needs', () => {
  const told = [0, 7.4, 19.6, 43, 88, 118, 119.9, 400, 900].map(aboutWords)
  assert.deepEqual(told, ['1 s', '7 s', '20 s', '45 s', '1 min 30 s', '2 min', '2 min', '6 min 30 s', '15 min'])
})

test('lengths and places in a video', () => {
  assert.equal(secondsWords('8'), '8 s')
  assert.equal(clockWords(3.9), '0:03')
  assert.equal(clockWords(75), '1:15')
  assert.equal(momentWords(3.85), '0:03.8')
  assert.equal(clockWords(Number.NaN), '0:00')
})

test('file sizes are decimal, as file managers show them', () => {
  assert.deepEqual([640, 840_300, 6_240_000, 20_300_000].map(bytesWords), ['640 B', '840 KB', '6.2 MB', '20 MB'])
})

test('sizes are named by the shape people know', () => {
  assert.deepEqual(
    ['1024x1808', '720x1280', '1280x720', '1080x1080', '1024x1280', '480x854'].map((size) => frameOf(size)?.title),
    ['9:16', '9:16', '16:9', '1:1', '4:5', '9:16'],
  )
  assert.equal(frameOf('1024x1808')?.pixels, '1024 × 1808')
})

test('a shape without a name is called tall or wide, and nonsense is no frame', () => {
  assert.equal(frameOf('500x1800')?.title, 'Tall')
  assert.equal(frameOf('1800x500')?.title, 'Wide')
  assert.equal(frameOf('large'), undefined)
  assert.equal(frameOf('00x00'), undefined)
})
