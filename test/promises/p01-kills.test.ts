import assert from 'node:assert/strict'
import { randomInt } from 'node:crypto'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { startBare, type Bare } from '../kit/bare.ts'
import { openHook, type Hook } from '../kit/hook.ts'
import { checkInvariants } from '../kit/invariants.ts'
import { promise } from '../kit/promise.ts'
import { openProviders, type Providers } from '../kit/provider-process.ts'
import { removeFolder, temporaryFolder, until } from '../kit/server.ts'
import { told } from '../kit/wishes.ts'

const KILLS = 100
const CREATES = 2
/** A hosted video takes about this long from create to its webhook, ms: kills land in every state. */
const SPREAD_MS = 500

interface Storm {
  readonly acknowledged: readonly string[]
  readonly wrong: readonly string[]
  readonly hook: Hook
}

let storm: Promise<Storm> | undefined

promise('P1', 'creates while the server is killed over and over', async (t) => {
  const { acknowledged, wrong } = await (storm ??= rage(t))
  assert.deepEqual(wrong, [])
  assert.ok(acknowledged.length >= 200)
  return `0 lost of ${acknowledged.length} creates over ${KILLS} SIGKILLs`
})

promise('P9', 'a receiver that refuses now and then hears of each of them, under one id', async (t) => {
  const { acknowledged, hook } = await (storm ??= rage(t))
  let tries = 0
  for (const id of acknowledged) {
    const heard = told(hook, id)
    tries += heard.length
    assert.ok(isTold(hook, id), `${id} was never told`)
    assert.equal(new Set(heard.map(({ headers }) => headers['webhook-id'])).size, 1, id)
  }
  return `0 missing of ${acknowledged.length} after ${KILLS} kills, ${tries} tries, one webhook-id each`
})

/** Two servers at once, each with a folder of its own. */
async function rage(t: TestContext): Promise<Storm> {
  const folder = temporaryFolder('storm')
  t.after(() => removeFolder(folder))
  const providers = await openProviders(folder)
  t.after(() => providers.close())
  const hook = await openHook()
  t.after(() => hook.close())
  const halves = ['one', 'two'].map((name) => rageIn(join(folder, name), KILLS / 2, providers, hook))
  const acknowledged = (await Promise.all(halves)).flatMap((half) => half.acknowledged)
  return { acknowledged, hook, wrong: (await Promise.all(halves)).flatMap((half) => half.wrong) }
}

async function rageIn(data: string, kills: number, providers: Providers, hook: Hook) {
  const acknowledged: string[] = []
  for (let kill = 0; kill <= kills; kill += 1) {
    const env = { KINORA_ENGINES: providers.file, KINORA_ALLOW_PRIVATE_WEBHOOKS: '1' }
    const server = await startBare(data, { env })
    assert.ok(server, 'it starts')
    if (kill === 0) await post(server, '/v1/webhook_endpoints', endpoint(hook))
    const orders = Array.from({ length: CREATES }, () => order(server).then((id) => acknowledged.push(id)))
    await Promise.all(orders)
    if (kill < kills) {
      if (kill % 10 === 0) hook.refuse(1)
      await new Promise((resolve) => setTimeout(resolve, randomInt(SPREAD_MS)))
      await server.stop('SIGKILL')
    } else {
      await until('all to be told', 240, async () => acknowledged.every((id) => isTold(hook, id)) || undefined)
      assert.equal(await server.stop(), 0)
    }
  }
  const { renders } = await providers.account('idempotent')
  return { acknowledged, wrong: await checkInvariants(data, { acknowledged }, renders) }
}

const isTold = (hook: Hook, id: string): boolean => told(hook, id).some(({ taken }) => taken)
const endpoint = ({ url }: Hook) => ({ name: 'storm', url, event_types: ['video.completed', 'video.failed'] })

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
