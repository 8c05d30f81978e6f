import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { joinAliases } from './aliases.ts'
import { ConfigError } from './config-error.ts'
import { readConfig } from './config.ts'

const folder = mkdtempSync(join(tmpdir(), 'kinora-engines-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const SECRET = 'sk-canary-0123456789'
const model = {
  model: 'sora-2',
  seconds: [4, 8],
  sizes: ['720x1280'],
  usd_per_second: 0.1,
  price_source: 'price list, 2026-11-23',
}
const entry = {
  name: 'house',
  kind: 'videos-api',
  url: 'https://video.example.com/v1/',
  key: SECRET,
  dialect: 'openai',
  models: [model],
}

let files = 0
function read(content: unknown, env: Record<string, string> = {}) {
  const file = join(folder, `engines-${(files += 1)}.json`)
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content))
  return readConfig({ NODE_ENV: 'test', KINORA_ENGINES: file, ...env }).engines
}

test('without the variable there is the built-in engine alone', () => {
  assert.deepEqual(readConfig({ NODE_ENV: 'test' }).engines, [])
})

test('an entry becomes an engine, with what is not said filled in', () => {
  const [engine] = read([entry])
  assert.deepEqual(
    [engine?.name, engine?.url, engine?.key, engine?.class, engine?.slots],
    ['house', 'https://video.example.com/v1', SECRET, 'opaque', 2],
  )
  const offer = engine?.offers[0]
  assert.deepEqual(offer?.usdMicrosPerSecond, { standard: 100_000, high: 100_000 })
  assert.deepEqual(offer?.seconds, { kind: 'set', values: [4, 8] })
  assert.deepEqual([offer?.references.max, offer?.people.photosGoTo], [0, null])
})

test('photos are said to go to the host that they go to', () => {
  const [engine] = read([{ ...entry, models: [{ ...model, references: { max: 2, faces: true } }] }])
  assert.equal(engine?.offers[0]?.people.photosGoTo, 'video.example.com')
})

test('the key may stand in a variable of the environment', () => {
  const { key: _, ...keyless } = entry
  assert.equal(read([{ ...keyless, key_from: 'HOUSE_KEY' }], { HOUSE_KEY: SECRET })[0]?.key, SECRET)
  assert.equal(read([keyless])[0]?.key, undefined)
})

test('a model called sora-2 is that model, not the built-in one', () => {
  const aliases = joinAliases({}, [...read([entry]), { offers: [] }])
  assert.equal(aliases['sora-2'], undefined)
  assert.equal(aliases['sora-2-pro'], 'kinora-animatic')
})

const wrong: readonly (readonly [string, unknown, RegExp])[] = [
  ['no JSON', `[{"key":"${SECRET}"`, /is no JSON/],
  ['no list', { engines: [] }, /must be a JSON list/],
  ['a name that is taken', [entry, entry], /engine 2, name: "house" is taken/],
  ['the name of the built-in engine', [{ ...entry, name: 'local' }], /"local" is taken/],
  ['a word that is no field', [{ ...entry, api_key: SECRET }], /engine 1, the entry: .*api_key/],
  [
    'plain http to strangers',
    [{ ...entry, url: 'http://video.example.com/v1' }],
    /url: must be like https.*http:\/\/video/,
  ],
  ['a password in the URL', [{ ...entry, url: `https://u:${SECRET}@video.example.com` }], /url: must be like https/],
  ['a dialect nobody speaks', [{ ...entry, dialect: 'sora' }], /dialect: must be one of: kinora.*it is "sora"/],
  ['findable without a field', [{ ...entry, class: 'findable' }], /reference_field: must be set/],
  ['both keys', [{ ...entry, key_from: 'X' }], /key_from: only one/],
  ['a variable that is not set', [{ ...entry, key: undefined, key_from: 'NO_KEY' }], /variable NO_KEY is not set/],
  ['a key with a space', [{ ...entry, key: `${SECRET} x` }], /key: must be visible/],
  ['a key that is a number', [{ ...entry, key: 1234567 }], /key: must be the key\.$/],
  [
    'an odd size',
    [{ ...entry, models: [{ ...model, sizes: ['721x1280'] }] }],
    /models\[1\]\.sizes\[1\].*even.*"721x1280"/,
  ],
  ['a price that is text', [{ ...entry, models: [{ ...model, usd_per_second: '0.1' }] }], /usd_per_second: must be US/],
  [
    'a price of nowhere',
    [{ ...entry, models: [{ ...model, price_source: 'web' }] }],
    /price_source: must end with the day/,
  ],
  ['no models', [{ ...entry, models: [] }], /models: must name at least one/],
]
for (const [what, content, message] of wrong)
  test(`${what} stops the start in one line that says where, and never shows the key`, () => {
    assert.throws(
      () => read(content),
      (thrown) => {
        assert.ok(thrown instanceof ConfigError)
        assert.match(thrown.message, message)
        assert.ok(!/\n/.test(thrown.message) && !/canary|1234567/.test(thrown.message), thrown.message)
        return true
      },
    )
  })

test('a file that is not there stops the start', () => {
  assert.throws(() => readConfig({ NODE_ENV: 'test', KINORA_ENGINES: join(folder, 'none.json') }), /cannot be read/)
})
