import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nearestWord } from './nearest-word.ts'
import { caller, draft, openHouse } from '../testing/house.ts'

const models = ['kinora-animatic', 'sora-2', 'sora-2-pro']

test('a slip of the finger leads to the word that was meant, a strange word to none', () => {
  assert.equal(nearestWord('sora2', models), 'sora-2')
  assert.equal(nearestWord('SORA-2', models), 'sora-2')
  assert.equal(nearestWord('sora-2pro', models), 'sora-2-pro')
  assert.equal(nearestWord('kinora-animatc', models), 'kinora-animatic')
  for (const word of ['nope', 'veo-3', '', 'x'.repeat(5000)])
    assert.equal(nearestWord(word, models), undefined, word.slice(0, 9))
  assert.equal(nearestWord('sora-2', []), undefined)
})

test('an unknown model is refused with the one that was probably meant', async (t) => {
  const { desk } = await openHouse(t)
  await assert.rejects(
    desk.create({ ...draft, model: 'sora2' }, caller),
    /'sora2' does not exist.*The nearest is 'sora-2'\.$/,
  )
  await assert.rejects(desk.create({ ...draft, model: 'veo-3' }, caller), /'veo-3' does not exist[^N]*'sora-2'\.$/)
})
