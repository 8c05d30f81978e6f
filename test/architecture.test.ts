import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readSources, violations, type Source } from './architecture.ts'

const sources = readSources()

test('every import follows the arrows and the list of outside packages', () => {
  assert.ok(sources.length > 50, 'the sources were found')
  assert.deepEqual(violations(sources), [])
})

/** Lines. */
const limit = (path: string): number => (/\.test\.ts$|\/testing\//.test(path) ? 300 : 200)

const planted: readonly (readonly [why: string, source: Source])[] = [
  ['spec imports nothing', { path: 'server/src/spec/bad.ts', text: "import { x } from '../jobs/desk.ts'" }],
  [
    'jobs may not reach into the store',
    { path: 'server/src/jobs/bad.ts', text: "import { o } from '../store/open.ts'" },
  ],
  [
    'the API may not reach into an engine',
    { path: 'server/src/api/bad.ts', text: "export * from '../engines/local/engine.ts'" },
  ],
  ['a lazy import counts too', { path: 'server/src/api/bad.ts', text: "await import('../store/open.ts')" }],
  [
    'only the store knows its database',
    { path: 'server/src/jobs/bad.ts', text: "import { DatabaseSync } from 'node:sqlite'" },
  ],
  ['only media decodes pictures', { path: 'server/src/api/bad.ts', text: "import sharp from 'sharp'" }],
  ['only config reads the environment', { path: 'server/src/jobs/bad.ts', text: 'const p = process.env.PATH' }],
  ['the studio has no private door', { path: 'studio/features/bad.ts', text: "import { main } from 'kinora/main'" }],
  ['features do not know Next', { path: 'studio/features/bad.tsx', text: "import Link from 'next/link'" }],
]
for (const [why, source] of planted)
  test(`a planted wrong import is found: ${why}`, () => {
    assert.equal(violations([source]).length, 1)
  })

test('no source file is longer than 200 lines, no test longer than 300', () => {
  const long = sources.filter(({ path, text }) => text.split('\n').length - 1 > limit(path)).map(({ path }) => path)
  assert.deepEqual(long, [])
})
