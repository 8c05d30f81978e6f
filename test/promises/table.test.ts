import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { readShown } from '../kit/promise.ts'
import { root } from '../kit/server.ts'
import { allPlanted, timesIn } from './planted.ts'
import { PROMISES } from './promises.ts'
import { promiseFiles, TABLE, titles, writeTable } from './table.ts'

const ids = new Set(PROMISES.map(({ id }) => id))

test('every promise test is named for a promise of its file', () => {
  const known = titles()
  for (const file of promiseFiles()) {
    const number = Number(/p(\d\d)-/.exec(file)?.[1])
    assert.ok(ids.has(`P${number}`), file)
    assert.ok(
      known.some((title) => title.file === file && title.promise === `P${number}`),
      `${file} shows P${number}`,
    )
  }
  for (const { promise, shows, file } of known) {
    assert.ok(ids.has(promise), `${promise} in ${file}`)
    assert.deepEqual(readShown(`${promise}: ${shows} → 1 of 1`), { promise, shows, figure: '1 of 1' })
  }
})

/** Number, promise and bar of each row. */
const firsts = (text: string): string[] =>
  text.split('\n').flatMap((line) => (/^\| P\d+ /.test(line) ? [line.split(' | ').slice(0, 3).join(' | ')] : []))

test('docs/promises.md is of these promises; npm run promises writes it anew', () => {
  assert.deepEqual(firsts(readFileSync(TABLE, 'utf8')), firsts(writeTable([], [])))
})

test('a figure stands beside what it is of, and what did not run is said', () => {
  const known = [
    { promise: 'P7', shows: 'the cap holds', file: 'test/promises/p07-caps.test.ts' },
    { promise: 'P7', shows: 'so does the other', file: 'test/promises/p07-caps.test.ts' },
  ]
  const table = writeTable(known, [{ promise: 'P7', shows: 'the cap holds', figure: '30 of 200' }])
  const row = table.split('\n').find((line) => line.startsWith('| P7 ')) ?? ''
  assert.ok(row.includes('the cap holds: 30 of 200<br>so does the other: **did not run**'), row)
  assert.equal(row.match(/node --test/g)?.length, 1)
  assert.ok(table.includes('**not shown**'))
})

test('every planted fault still finds its place', async () => {
  for (const { promise, file, find, replace } of await allPlanted()) {
    assert.ok(ids.has(promise), promise)
    assert.notEqual(find, replace)
    assert.equal(timesIn(readFileSync(join(root, file), 'utf8'), find), 1, `${promise}: the text to replace in ${file}`)
    assert.ok(
      titles().some((title) => title.promise === promise),
      `${promise} has a test to fail`,
    )
  }
})
