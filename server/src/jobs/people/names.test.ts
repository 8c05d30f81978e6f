import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Fault } from '../../spec/fault.ts'
import { checkName, checkPlaces, firstNamed, mentions, nameKey } from './names.ts'

const people = [
  { id: 'ann', name: 'Ann' },
  { id: 'lee', name: 'Ann Lee' },
  { id: 'ben', name: 'Bén O’Hara' },
  { id: 'mei', name: '美' },
]
const called = (prompt: string) => [...mentions(prompt, people).keys()]

test('@name calls a person, by the longest name, in any case and way of typing', () => {
  for (const [prompt, ids] of [
    ['@Ann waves', ['ann']],
    ['@ann', ['ann']],
    ['@ANN, @ann and @Ann', ['ann']],
    ['@Ann Lee waves', ['lee']],
    ['@annlee waves', ['lee']],
    ['@Ann leans', ['ann']],
    ['@Anna waves', []],
    ['@Ann_2', []],
    ['mail ann@ann.example', []],
    ['@@Ann', ['ann']],
    ['(@Bén O’Hara)', ['ben']],
    ['@béno’hara'.normalize('NFD'), ['ben']],
    ['@美、hello', ['mei']],
    ['Ann without a sign', []],
    ['@Ann Lee and @Ann', ['lee', 'ann']],
    ['@ Ann', []],
    ['@', []],
  ] as const)
    assert.deepEqual(called(prompt), ids, prompt)
})

test('the order is that of the first mention, with or without the sign', () => {
  for (const [prompt, at] of [
    ['ann and @Ann', 0],
    ['See @Ann', 4],
    ['Nobody', Infinity],
  ] as const)
    assert.equal(firstNamed(prompt, 'Ann', mentions(prompt, people).get('ann')), at, prompt)
})

test('a prompt full of signs is read in no time', () => {
  const many = Array.from({ length: 500 }, (_, index) => ({
    id: `${index}`,
    name: 'x'.repeat((index % 80) + 1) + index,
  }))
  const started = performance.now()
  mentions('@'.repeat(32_000), many)
  assert.ok(performance.now() - started < 2_000)
})

test('@person3 with two photos is refused, and only what calls for a place is a place', () => {
  for (const [prompt, photos] of [
    ['@person1 meets @person2', 2],
    ['@Person2', 2],
    ['write to me@person3.example', 0],
    ['@persona, @person, @personal3 and @person3rd', 0],
    ['person3', 0],
  ] as const)
    assert.doesNotThrow(() => checkPlaces(prompt, photos), prompt)
  for (const [prompt, photos, words] of [
    ['@person3 waves', 2, /'@person3', but 2 photos came/],
    ['@PERSON2', 1, /one photo came/],
    ['@person1', 0, /no photo came/],
    ['@person0', 2, /'@person0'/],
    ['@person1 and @person999999999', 2, /'@person999999999'/],
  ] as const)
    assert.throws(
      () => checkPlaces(prompt, photos),
      (thrown) => {
        assert.ok(thrown instanceof Fault)
        assert.deepEqual([thrown.code, thrown.param], ['invalid_value', 'prompt'])
        return words.test(thrown.message)
      },
    )
})

test('a name that would read as a place is not free', () => {
  for (const name of ['person3', 'Person 12', 'PERSON1', '@ann', ' ']) assert.throws(() => checkName(name), Fault, name)
  for (const name of ['Person', 'Ann 3', 'person x', 'é']) assert.doesNotThrow(() => checkName(name), name)
  assert.equal(nameKey('Ann  Lee'), nameKey('ANNLEE'))
})
