import assert from 'node:assert/strict'
import { join } from 'node:path'
import OpenAI from 'openai'
import { Webhook as Standard } from 'standardwebhooks'
import { Webhook as Svix } from 'svix'
import { openReceiver, type Received } from '../../server/src/jobs/testing/receiver.ts'
import { openServer, sdkFor } from '../kit/in-process.ts'
import { promise } from '../kit/promise.ts'
import { removeFolder, temporaryFolder, until } from '../kit/server.ts'

const openai = new OpenAI({ apiKey: 'none', baseURL: 'http://127.0.0.1:1' })
const VERIFIERS: readonly (readonly [name: string, verify: (one: Received, secret: string) => unknown])[] = [
  ['openai', ({ body, headers }, secret) => openai.webhooks.unwrap(body, headers, secret)],
  ['standardwebhooks', ({ body, headers }, secret) => new Standard(secret).verify(body, headers)],
  ['svix', ({ body, headers }, secret) => new Svix(secret).verify(body, headers)],
]

promise('P10', 'what the server sends is believed by stock code, and nothing else is', async (t) => {
  const folder = temporaryFolder('stock')
  const kinora = await openServer(join(folder, 'data'), { KINORA_ALLOW_PRIVATE_WEBHOOKS: '1' })
  t.after(async () => {
    await kinora.close()
    removeFolder(folder)
  })
  const { client } = sdkFor(kinora)
  const receiver = await openReceiver(t)
  const { signing_secret: secret } = await client.webhooks.create({
    name: 'stock',
    url: receiver.url,
    event_types: ['video.completed', 'video.failed'],
  })
  const { id } = await client.videos.create({ prompt: 'A lake at dawn', seconds: 1, size: '256x256' } as never)
  const received = await until('the event', 60, async () => receiver.received[0])
  assert.equal((JSON.parse(received.body) as { data: { id: string } }).data.id, id)
  const other = await client.webhooks.create({ name: 'other', url: receiver.url, event_types: ['video.failed'] })
  const changed = { ...received, body: received.body.replace(id, `${id.slice(0, -1)}x`) }
  const renamed = { ...received, headers: { ...received.headers, 'webhook-id': 'evt_other' } }
  for (const [name, verify] of VERIFIERS) {
    await verify(received, secret)
    const refuses = (one: Received, by: string) => assert.rejects(async () => verify(one, by), name)
    await refuses(changed, secret)
    await refuses(renamed, secret)
    await refuses(received, other.signing_secret)
  }
  return `${VERIFIERS.length} of ${VERIFIERS.length}; a changed text, another id and another secret are refused by each`
})
