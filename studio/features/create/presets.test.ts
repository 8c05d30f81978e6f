import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readMeaning } from '../../../server/src/engines/local/words.ts'
import { fillPreset, PRESETS } from './presets.ts'

test('the built-in engine understands every idea, each as another setting', () => {
  const settings = PRESETS.map(({ id }) => readMeaning(fillPreset(id, ['Ada', 'Bo'])).setting)
  assert.deepEqual(settings, ['beach', 'city', 'mountains', 'forest', 'space', 'snow', 'desert', 'ballroom'])
})
