import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { text } from 'node:stream/consumers'
import { after, before } from 'node:test'
import type { Kinora } from '../../server/src/main.ts'
import { openServer } from '../kit/in-process.ts'
import { promise } from '../kit/promise.ts'
import { removeFolder, root, temporaryFolder } from '../kit/server.ts'
import { operationsOf, type Document } from './p18-questions.ts'

const folder = temporaryFolder('keys')
const data = join(folder, 'data')
let kinora: Kinora
before(async () => {
  kinora = await openServer(data, { KINORA_RATE_LIMIT: 'off' })
})
after(async () => {
  await kinora.close()
  removeFolder(folder)
})

async function ask(key: string, path: string, method = 'GET', body?: object): Promise<string> {
  const response = await fetch(`${kinora.url}${path}`, {
    method,
    headers: { ...(key && { authorization: `Bearer ${key}` }), ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  })
  return `${response.status} ${await response.text()}`
}

async function make(wish: object = {}): Promise<{ id: string; key: string }> {
  const made = await ask(kinora.key.value, '/v1/keys', 'POST', { name: 'A key', ...wish })
  return JSON.parse(made.slice('200 '.length)) as { id: string; key: string }
}

promise(
  'P18',
  'a revoked key, an ended one, one that never was and none at all get the same 401 on every route',
  async () => {
    const revoked = await make()
    assert.match(await ask(revoked.key, '/v1/videos'), /^200 /)
    assert.match(await ask(kinora.key.value, `/v1/keys/${revoked.id}`, 'DELETE'), /^200 /)
    const ended = await make({ expires: '2999-01-01' })
    assert.match(await ask(ended.key, '/v1/videos'), /^200 /)
    letEnd(ended.id)
    const document = JSON.parse((await ask('', '/v1/openapi.json')).slice('200 '.length)) as Document
    const refused = await ask('', '/v1/videos')
    assert.match(refused, /^401 .*"invalid_api_key"/)
    const others = ['', revoked.key, revoked.key.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')), ended.key]
    let asked = 0
    for (const { path, method, keyed } of operationsOf(document)) {
      // The metrics are open to a collector on this machine, and this test is one (metrics.test.ts).
      if (!keyed || path === '/metrics') continue
      const answers = others.map((key) => ask(key, path.replaceAll(/\{\w+\}/g, 'x'), method, bodyFor(method)))
      const want = method === 'HEAD' ? '401 ' : refused
      for (const answer of await Promise.all(answers)) assert.equal(answer, want, `${method} ${path}`)
      asked += answers.length
    }
    assert.ok(asked > 200, String(asked))
    return `${asked} requests, all answered alike`
  },
)

/** The day has come: written beside the server, which has no clock of its own to set. */
function letEnd(id: string): void {
  const database = new DatabaseSync(join(data, 'kinora.db'))
  const { changes } = database.prepare('update client_key set expires_at_ms = ? where id = ?').run(Date.now() - 1, id)
  database.close()
  assert.equal(changes, 1)
}

const bodyFor = (method: string): object | undefined => (method === 'POST' || method === 'PUT' ? {} : undefined)

promise('P18', 'what is stored of a key cannot be sent instead of it', async () => {
  const { key } = await make({ owner: 'kept' })
  const files = readdirSync(data, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  const holding = (words: string) =>
    files.filter(({ parentPath, name }) => readFileSync(join(parentPath, name)).includes(words)).map(({ name }) => name)
  assert.ok(
    holding('kept').some((name) => name.startsWith('kinora.db')),
    'the key is among what was searched',
  )
  assert.deepEqual(holding(key), [])
  assert.deepEqual(holding(kinora.key.value), ['api-key'])
  return `0 of ${files.length} files hold it`
})

promise('P18', 'it does not listen to other machines with a key that it made itself', async () => {
  const said: string[] = []
  for (const HOST of ['0.0.0.0', '::']) {
    const mine = { PORT: '0', KINORA_DATA: join(folder, 'open'), KINORA_API_KEY: '', HOST }
    const env: NodeJS.ProcessEnv = { ...process.env, NODE_ENV: 'production', ...mine }
    const child = spawn(process.execPath, ['start.ts'], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], env })
    const [err, out, [code]] = await Promise.all([text(child.stderr), text(child.stdout), once(child, 'exit')])
    assert.deepEqual([code, out], [1, ''])
    assert.match(err, /^kinora: HOST=\S+ is reachable from other machines, and KINORA_API_KEY is not set\..*\n$/)
    said.push(HOST)
  }
  return `${said.join(' and ')}: one line, exit code 1`
})
