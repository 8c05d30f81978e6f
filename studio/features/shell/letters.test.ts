import assert from 'node:assert/strict'
import { test } from 'node:test'
import { letterOf } from './letters.ts'
import { SCREENS } from './screens.ts'

const press = (key: string, rest: Partial<KeyboardEvent> = {}) => ({
  key,
  metaKey: false,
  ctrlKey: false,
  altKey: false,
  repeat: false,
  defaultPrevented: false,
  ...rest,
})
const within = (found: boolean) => ({ closest: () => (found ? {} : null) }) as unknown as Element // asked for nothing else

test('a letter counts where nothing is written, and Shift does not matter', () => {
  assert.equal(letterOf(press('c'), null), 'c')
  assert.equal(letterOf(press('L'), within(false)), 'l')
  assert.equal(letterOf(press('l'), within(true)), null)
})

test('shortcuts, held keys and keys that someone took are left alone', () => {
  for (const rest of [
    { metaKey: true },
    { ctrlKey: true },
    { altKey: true },
    { repeat: true },
    { defaultPrevented: true },
  ])
    assert.equal(letterOf(press('c', rest), null), null)
  assert.equal(letterOf(press('Enter'), null), null)
})

test('every screen has a path and a letter of its own', () => {
  for (const part of ['id', 'path', 'letter', 'label'] as const)
    assert.equal(new Set(SCREENS.map((screen) => screen[part])).size, SCREENS.length)
})
