import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { root } from '../kit/server.ts'
import { CASES } from './cases.ts'
import { titles } from './proofs.ts'
import { TABLE, writeTable } from './table.ts'

test('every one of the 69 cases is proven, or it is said why not', () => {
  assert.equal(CASES.length, 69)
  for (const [i, { name, elsewhere = [], remark }] of CASES.entries()) {
    const number = `case ${String(i + 1).padStart(2, '0')} `
    const own = titles().filter((title) => title.startsWith(number))
    assert.ok(own.length + elsewhere.length > 0 || remark, `${number}${name}`)
  }
})

test('the tests named for a case exist', () => {
  for (const { name, elsewhere = [] } of CASES)
    for (const [file, words] of elsewhere) {
      assert.ok(existsSync(join(root, file)), `${name}: ${file}`)
      assert.ok(readFileSync(join(root, file), 'utf8').includes(words), `${name}: "${words}" in ${file}`)
    }
})

test('the table says what the suite proves; node test/conformance/write-table.ts writes it anew', () => {
  assert.equal(readFileSync(TABLE, 'utf8'), writeTable(titles()))
})
