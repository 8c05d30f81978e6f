import assert from 'node:assert/strict'
import { randomInt } from 'node:crypto'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { openReceiver, status, type Receiver } from '../../server/src/jobs/testing/receiver.ts'
import { startBare, type Bare } from '../kit/bare.ts'
import { checkInvariants } from '../kit/invariants.ts'
import { promise } from '../kit/promise.ts'
import { openProviders } from '../kit/provider-process.ts'
import { removeFolder, temporaryFolder, until } from '../kit/server.ts'

const KILLS = 100
const CREATES = 2
/** A hosted video takes about this long from create to its webhook, ms: kills land in every state. */
const SPREAD_MS = 500

interface Storm {
  readonly acknowledged: readonly string[]
  readonly wrong: readonly string[]
  readonly receiver: Receiver
}

let storm: Promise<Storm> | undefined

promise('P1', 'creates while the server is killed over and over', async (t) => {
  const { acknowledged, wrong } = await (storm ??= rage(t))
  assert.deepEqual(wrong, [])
  assert.ok(acknowledged.length >= 200)
  return `0 lost of ${acknowledged.length} creates over ${KILLS} SIGKILLs`
})

promise('P9', 'a receiver that refuses now and then hears of each of them, under one id', async (t) => {
  const { acknowledged, receiver } = await (storm ??= rage(t))
  let tries = 0
  for (const id of acknowledged) {
    const told = receiver.received.filter(({ body }) => body.includes(id))
    tries += told.length
    assert.ok(told.length > 0, `${id} was never told`)
    assert.equal(new Set(told.map(({ headers }) => headers['webhook-id'])).size, 1, id)
  }
  return `0 missing of ${acknowledged.length} after ${KILLS} kills, ${tries} tries, one webhook-id each`
})

async function rage(t: TestContext): Promise<Storm> {
  const folder = temporaryFolder('storm')
  t.after(() => removeFolder(folder))
  const providers = await openProviders(folder)
  t.after(() => providers.close())
  const receiver = await openReceiver(t)
  const data = join(folder, 'data')
  const acknowledged: string[] = []
  for (let kill = 0; kill <= KILLS; kill += 1) {
    const env = { KINORA_ENGINES: providers.file, KINORA_ALLOW_PRIVATE_WEBHOOKS: '1' }
    const server = await startBare(data, { env })
    assert.ok(server, 'it starts')
    if (kill === 0) await post(server, '/v1/webhook_endpoints', hook(receiver.url))
    const orders = Array.from({ length: CREATES }, () => order(server).then((id) => acknowledged.push(id)))
    await Promise.all(orders)
    if (kill < KILLS) {
      if (kill % 10 === 0) receiver.answers.push(status(500))
      await new Promise((resolve) => setTimeout(resolve, randomInt(SPREAD_MS)))
      await server.stop('SIGKILL')
    } else {
      await until('all to be told', 60, async () => acknowledged.every((id) => isTold(receiver, id)) || undefined)
      assert.equal(await server.stop(), 0)
    }
  }
  const { renders } = await providers.account('idempotent')
  return { acknowledged, receiver, wrong: await checkInvariants(data, { acknowledged }, renders) }
}

const isTold = ({ received }: Receiver, id: string): boolean => received.some(({ body }) => body.includes(id))
const hook = (url: string) => ({ name: 'storm', url, event_types: ['video.completed', 'video.failed'] })

async function order(server: Bare): Promise<string> {
  const wish = { prompt: 'A quiet lake', seconds: '1', size: '128x128', model: 'idempotent' }
  return (await post(server, '/v1/videos', wish)).id
}

async function post({ url, key }: Bare, path: string, body: object): Promise<{ id: string }> {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
  const response = await fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) })
  assert.equal(response.status, 200, await response.clone().text())
  return (await response.json()) as { id: string }
}
