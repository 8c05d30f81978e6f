import assert from 'node:assert/strict'
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import OpenAI from 'openai'
import { inspectVideo } from '../server/src/media/inspect.ts'
import { removeFolder, root, startKinora, temporaryFolder, until, type Running } from './kit/server.ts'

const run = promisify(execFile)
const folder = temporaryFolder('examples')
const people = ['hopper.jpg', 'collins.png'].map((name) => join(root, 'test/fixtures/people', name))
let kinora: Running
before(async () => {
  kinora = await startKinora(join(folder, 'data'), { KINORA_ALLOW_PRIVATE_WEBHOOKS: '1' })
})
after(async () => {
  await kinora.stop()
  removeFolder(folder)
})

/** A runtime the machine does not have is no reason to fail; that it was not tried is said. */
async function has(program: string): Promise<boolean> {
  return run(program, ['--version']).then(
    () => true,
    () => false,
  )
}

const examples: readonly (readonly [program: string, file: string])[] = [
  [process.execPath, 'node.mjs'],
  ['sh', 'curl.sh'],
  ['python3', 'python.py'],
]
for (const [program, file] of examples)
  test(`examples/${file} makes a video of two people`, async (t) => {
    if (!(await has(file === 'curl.sh' ? 'curl' : program))) return t.skip(`${program} is not on this machine`)
    const output = join(folder, `${file}.mp4`)
    await run(program, [join(root, 'examples', file), ...people, output, '1', '256x256'], {
      env: { ...process.env, OPENAI_BASE_URL: `${kinora.url}/v1`, OPENAI_API_KEY: kinora.key },
    })
    const facts = await inspectVideo(output)
    assert.deepEqual([facts.width, facts.height, Math.round(facts.seconds)], [256, 256, 1])
  })

/** The endpoint's URL must be known before its secret, and the secret before the receiver starts. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

test('examples/webhook-receiver.mjs verifies what it is told, fetches the video, and refuses a forgery', async (t) => {
  const client = new OpenAI({ apiKey: kinora.key, baseURL: `${kinora.url}/v1` })
  const port = await freePort()
  const url = `http://127.0.0.1:${port}/`
  const endpoint = await client.webhooks.create({ name: 'example', url, event_types: ['video.completed'] })
  const child = spawn(process.execPath, [join(root, 'examples/webhook-receiver.mjs'), String(port), folder], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      OPENAI_BASE_URL: `${kinora.url}/v1`,
      OPENAI_API_KEY: kinora.key,
      OPENAI_WEBHOOK_SECRET: endpoint.signing_secret,
    },
  })
  t.after(() => child.kill())
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (printed += String(chunk)))
  const says = (words: string): Promise<true> =>
    until(`'${words}' in:\n${printed}`, 60, async () => printed.includes(words) || undefined)

  await says(`waiting on ${url}`)
  const forged = { 'webhook-id': 'evt_1', 'webhook-timestamp': String(Math.floor(Date.now() / 1000)) }
  const body = JSON.stringify({ id: 'evt_1', type: 'video.completed', data: { id: 'video_1' } })
  const refused = await fetch(url, { method: 'POST', headers: { ...forged, 'webhook-signature': 'v1,AAAA' }, body })
  assert.equal(refused.status, 400)
  await says('refused:')

  const wanted = { prompt: 'A lake at dawn', seconds: '1', size: '256x256' }
  const { id } = await client.videos.create(wanted as never)
  const path = join(folder, `${id}.mp4`)
  await says(`video.completed ${id}: saved ${path}`)
  const facts = await inspectVideo(path)
  assert.deepEqual([facts.width, facts.height, Math.round(facts.seconds)], [256, 256, 1])
})
