import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'
import { promise } from '../kit/promise.ts'
import { root } from '../kit/server.ts'
import { integrityFaults, licenceFaults, packagesOf, rangeFaults, reaches, readJson } from '../kit/supply-chain.ts'
import type { Lock } from '../kit/supply-chain.ts'

const FOLDERS = ['.', 'test/browser/chromium']
const locks = FOLDERS.map((folder) => readJson(root, folder, 'package-lock.json') as Lock)
const installed = (path: string): unknown => readJson(root, path, 'package.json')

/** Below these a hole is known (reliability.md rules 5, 14 and 21). */
const FLOORS = { next: '16.3.3', hono: '4.13.5', '@hono/node-server': '1.19.15', sharp: '0.35.5' }
const SQLITE_FLOOR = '3.51.3'

promise(
  'P32',
  'every package has its digest, an exact version, a known licence, and needs no script of its own',
  async () => {
    assert.deepEqual(locks.flatMap(integrityFaults), [])
    for (const folder of ['.', 'server', 'studio', 'test/browser/chromium'])
      assert.deepEqual(rangeFaults(readJson(root, folder, 'package.json')), [])
    assert.deepEqual(
      locks.flatMap((lock) => licenceFaults(lock, installed)),
      [],
    )
    for (const folder of FOLDERS)
      assert.match(readFileSync(join(root, folder, '.npmrc'), 'utf8'), /^ignore-scripts=true$/m, folder)
    return `${locks.flatMap(packagesOf).length} packages`
  },
)

promise('P32', 'nothing with a known hole is installed', async () => {
  for (const [name, floor] of Object.entries(FLOORS)) {
    const { version } = installed(`node_modules/${name}`) as { version: string }
    assert.ok(reaches(version, floor), `${name} ${version} is below ${floor}`)
  }
  const database = new DatabaseSync(':memory:')
  const { version } = database.prepare('select sqlite_version() as version').get() as { version: string }
  database.close()
  assert.ok(reaches(version, SQLITE_FLOOR), `SQLite ${version} is below ${SQLITE_FLOOR}`)
  return `SQLite ${version}, ${Object.keys(FLOORS).length} packages at or above their floors`
})

const lock = (planted: object): Lock => ({ lockfileVersion: 3, packages: { 'node_modules/x': planted } })

test('a planted package is found, whatever is wrong with it', () => {
  const good = { version: '1.0.0', integrity: `sha512-${'A'.repeat(86)}==`, license: 'MIT' }
  assert.deepEqual(integrityFaults(lock(good)), [])
  const { integrity: _, ...undigested } = good
  for (const planted of [
    undigested,
    { ...good, integrity: 'sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=' },
    { ...good, resolved: 'git+ssh://git@example.com/x.git#abc' },
    { ...good, version: 'latest' },
  ])
    assert.equal(integrityFaults(lock(planted)).length, 1, JSON.stringify(planted))
  for (const license of ['GPL-3.0', 'AGPL-3.0-only', 'MIT AND GPL-2.0', 'UNLICENSED', ''])
    assert.equal(licenceFaults(lock({ ...good, license }), () => ({})).length, 1, license)
  for (const range of ['^1.0.0', '*', 'latest', 'git+https://example.com/x.git', '>=1.0.0', 'npm:x@^1.0.0'])
    assert.equal(rangeFaults({ dependencies: { x: range } }).length, 1, range)
  assert.deepEqual(
    ['16.3.3', '16.10.0', '17.0.0', '16.3.2', '16.3.3-canary.1'].map((version) => reaches(version, '16.3.3')),
    [true, true, true, false, false],
  )
})
