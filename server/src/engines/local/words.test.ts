import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { readMeaning } from './words.ts'

describe('readMeaning', () => {
  const places = [
    ['Two friends walk along the beach towards the mountains', 'beach'],
    ['From the mountains down to the beach', 'mountains'],
    ['Two astronauts laugh in a city at night', 'city'],
    ['An astronaut rests under the trees', 'forest'],
    ['A first dance under the chandelier', 'ballroom'],
    ['They share coffee in a café in the rain', 'street'],
    ['Fishing from a jetty at dawn', 'lake'],
    ['Skiing through the snow', 'snow'],
    ['Riding camels over the dunes', 'desert'],
    ['Floating past a planet in outer space', 'space'],
    ['Dancing at a birthday party', 'stage'],
    ['Две подруги гуляют по пляжу', 'beach'],
    ['Two people look at each other', undefined],
    ['Eating ice cream in an open space', undefined],
    ['A forest ranger in snow boots on the beach', 'beach'],
    ['Not in the city but on a mountain', 'mountains'],
    ['@Forest and @Lake meet in the desert', 'desert'],
    ['No one on the beach but the two of them', 'beach'],
    ['The space between them closes on the dance floor', 'stage'],
    ['Without any snow, just a quiet forest', 'forest'],
    ['Sandy and Tom push through a sea of people in the city', 'city'],
    ['Sailing out of the harbour', 'beach'],
    ['Their wedding on the beach', 'beach'],
    ['A quiet wedding', 'ballroom'],
    ['Snow falls on the city', 'city'],
    ['Walking over sand dunes', 'desert'],
    ['A birthday party by the lake', 'lake'],
  ] as const
  for (const [prompt, setting] of places) {
    test(`${prompt}: ${setting ?? 'no place'}`, () => assert.equal(readMeaning(prompt).setting, setting))
  }

  test('words for the hour, the weather and the mood are read beside the place', () => {
    assert.deepEqual(readMeaning('A couple laughs in the rain on a street at dusk'), {
      setting: 'street',
      time: 'dusk',
      weather: 'rain',
      mood: 'romantic',
    })
  })

  test('weather that is denied is not there', () => {
    assert.equal(readMeaning('A sunny street, no rain').weather, undefined)
    assert.equal(readMeaning('A street without rain or snow').weather, undefined)
    assert.equal(readMeaning("It isn't raining, it is snowing").weather, 'snow')
    assert.equal(readMeaning('No umbrellas, but rain').weather, 'rain')
  })

  test('a golden dog, dark hair and film stars are no hour of the day', () => {
    for (const prompt of [
      'A golden retriever runs',
      'A man with dark hair',
      'Two movie stars wave',
      'Her bright red dress',
    ]) {
      assert.equal(readMeaning(prompt).time, undefined, prompt)
    }
  })

  test('an hour inside another word is not an hour', () => {
    assert.equal(readMeaning('Knights play Monday games').time, undefined)
  })
})
