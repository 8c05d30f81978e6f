import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readSources } from './architecture.ts'
import { CRASH_POINTS } from './kit/crash-labels.ts'

test('the sources have the 32 crash points and no other', () => {
  const calls = readSources()
    .filter(({ path }) => path.startsWith('server/src/') && !path.endsWith('.test.ts'))
    .flatMap(({ text }) => [...text.matchAll(/\bcrashPoint\('(C\d+)'\)/g)].map(([, label = '']) => label))
  assert.deepEqual([...new Set(calls)].sort(), Object.keys(CRASH_POINTS).sort())
  assert.equal(Object.keys(CRASH_POINTS).length, 32)
})
