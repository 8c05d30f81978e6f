import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { Agent, get, type IncomingMessage, type ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, test } from 'node:test'
import { ConfigError } from './config-error.ts'
import { readConfig } from './config.ts'
import { openApiKey } from './key-file.ts'
import { listen } from './listen.ts'

const folder = mkdtempSync(join(tmpdir(), 'kinora-config-'))
after(() => rmSync(folder, { recursive: true, force: true }))

/** Next's types want NODE_ENV in every environment. */
const read = (env: Record<string, string>) => readConfig({ NODE_ENV: 'production', ...env })

test('nothing set is a server for this machine alone', () => {
  const config = read({})
  assert.deepEqual([config.host, config.port, config.apiKey], ['127.0.0.1', 4600, undefined])
  assert.equal(config.dataFolder, resolve('data'))
})

test('a public address without a key refuses to start, and with one it does not', () => {
  for (const HOST of ['0.0.0.0', '::', '192.0.2.7', 'example.org'])
    assert.throws(() => read({ HOST }), /HOST=.*KINORA_API_KEY/)
  assert.equal(read({ HOST: '0.0.0.0', KINORA_API_KEY: 'a-long-enough-secret' }).host, '0.0.0.0')
  for (const HOST of ['127.0.0.1', '127.0.0.2', 'localhost', '::1']) assert.equal(read({ HOST }).host, HOST)
})

const wrong: readonly (readonly [string, Record<string, string>, RegExp])[] = [
  ['a word for a port', { PORT: 'http' }, /PORT=http/],
  ['a port too high', { PORT: '65536' }, /65535/],
  ['a short key', { KINORA_API_KEY: 'short' }, /16 or more/],
  ['a key with a space', { KINORA_API_KEY: 'a long enough secret' }, /without spaces/],
  ['a public URL with a path', { KINORA_PUBLIC_URL: 'https://example.org/video' }, /without a path/],
  ['a public URL that is none', { KINORA_PUBLIC_URL: 'example.org' }, /https:/],
]
for (const [what, env, message] of wrong)
  test(`${what} is refused by name, and the key is never repeated`, () => {
    assert.throws(
      () => read(env),
      (error) => error instanceof ConfigError && message.test(error.message) && !/short|enough/.test(error.message),
    )
  })

test('the key is made once, kept for its owner alone, and found again', () => {
  const made = openApiKey(folder, undefined)
  assert.match(made.value, /^knr_[\w-]{43}$/)
  assert.equal(made.from, 'made')
  assert.equal(statSync(join(folder, 'api-key')).mode & 0o777, 0o600)
  assert.equal(readFileSync(join(folder, 'api-key'), 'utf8'), `${made.value}\n`)
  assert.deepEqual(openApiKey(folder, undefined), { ...made, from: 'file' })
  assert.deepEqual(openApiKey(folder, 'configured-secret-key'), {
    value: 'configured-secret-key',
    from: 'environment',
    file: null,
  })
  writeFileSync(join(folder, 'api-key'), '')
  assert.throws(() => openApiKey(folder, undefined), /empty/)
})

test('a port that is taken is said in one sentence, with a way out', async () => {
  const first = await listen(() => {}, '127.0.0.1', 0)
  await assert.rejects(
    listen(() => {}, '127.0.0.1', first.port),
    {
      name: 'ConfigError',
      message: new RegExp(`Port ${first.port} .* PORT=${first.port + 1}`),
    },
  )
  await first.close()
})

test('a stop waits for the answer under way and not for the connection after it', async () => {
  const asked = Promise.withResolvers<ServerResponse>()
  const listening = await listen(
    (_, response) => {
      response.write('begun ')
      asked.resolve(response)
    },
    '127.0.0.1',
    0,
  )
  const agent = new Agent({ keepAlive: true })
  const response = new Promise<IncomingMessage>((resolve) => {
    get({ host: '127.0.0.1', port: listening.port, agent }, resolve)
  })
  const answer = await asked.promise
  const closed = listening.close()
  answer.end('done')
  assert.equal(Buffer.concat(await (await response).toArray()).toString(), 'begun done')
  const startedAt = performance.now()
  await closed
  assert.ok(performance.now() - startedAt < 5_000, 'it did not wait to be cut off')
  agent.destroy()
})

test('a crash point is refused where others reach the server', () => {
  assert.equal(read({ KINORA_CRASH: 'C9:2' }).crash, 'C9:2')
  const open = { HOST: '0.0.0.0', KINORA_API_KEY: 'k'.repeat(16), KINORA_CRASH: 'C9' }
  assert.throws(() => read(open), /KINORA_CRASH=C9/)
})
