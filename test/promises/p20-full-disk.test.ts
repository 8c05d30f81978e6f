import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { openReceiver, type Receiver } from '../../server/src/jobs/testing/receiver.ts'
import { startBare, type Bare } from '../kit/bare.ts'
import { checkInvariants } from '../kit/invariants.ts'
import { mount, noMounts } from '../kit/mounts.ts'
import { promise } from '../kit/promise.ts'
import { openProviders } from '../kit/provider-process.ts'
import { removeFolder, root, temporaryFolder, until } from '../kit/server.ts'

const skip = noMounts()
/** A film so long is larger than `ROOM_FOR_ROWS`, bytes. */
const LONG_S = 60
const ROOM_FOR_ROWS = 400_000

interface Answer {
  readonly status: number
  readonly retry: string | null
  readonly body: { readonly id: string; readonly status: string; readonly error: { code: string } | null }
}

/** A server whose data folder is a disk of `megabytes`, with a webhook endpoint. */
async function openHouse(t: TestContext, megabytes: number) {
  const closing = new AsyncDisposableStack()
  t.after(() => closing.disposeAsync())
  const folder = temporaryFolder('full')
  closing.defer(() => removeFolder(folder))
  const providers = await openProviders(folder)
  closing.defer(() => providers.close())
  const engines = readFileSync(providers.file, 'utf8')
  writeFileSync(providers.file, engines.replaceAll('"seconds":[1]', `"seconds":[1,${LONG_S}]`))
  const receiver = await openReceiver(t)
  const disk = join(folder, 'disk')
  closing.defer(mount('none', disk, '-t', 'tmpfs', '-o', `size=${megabytes}m`))
  const data = join(disk, 'data')
  const env = { KINORA_ENGINES: providers.file, KINORA_ALLOW_PRIVATE_WEBHOOKS: '1', KINORA_CONSENT: 'off' }
  const server = await startBare(data, { env })
  assert.ok(server)
  closing.defer(() => server.stop('SIGKILL').then(() => undefined))
  assert.equal((await ask(server, 'POST', '/v1/webhook_endpoints', endpoint(receiver.url))).status, 200)
  return { server, receiver, providers, data, disk, filler: join(disk, 'filler') }
}

async function ask({ url, key }: Bare, method: string, path: string, body?: string | FormData): Promise<Answer> {
  const json = typeof body === 'string' ? { 'content-type': 'application/json' } : {}
  const headers = { authorization: `Bearer ${key}`, ...json }
  const response = await fetch(url + path, { method, headers, ...(body !== undefined && { body }) })
  const read = (await response.json()) as Answer['body']
  return { status: response.status, retry: response.headers.get('x-should-retry'), body: read }
}

const words = (seconds = 1): string =>
  JSON.stringify({ prompt: 'A quiet lake', seconds: String(seconds), size: '128x128', model: 'opaque' })

const endpoint = (url: string): string =>
  JSON.stringify({ name: 'full', url, event_types: ['video.completed', 'video.failed'] })

function photo(): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(JSON.parse(words()) as Record<string, string>)) form.set(name, value)
  form.append('input_reference', new Blob([readFileSync(join(root, 'test/fixtures/people/collins.png'))]), 'c.png')
  return form
}

/** Leaves this many bytes of the disk. */
function fill({ disk, filler }: { disk: string; filler: string }, left: number): void {
  rmSync(filler, { force: true })
  const { bavail, bsize } = statfsSync(disk)
  try {
    writeFileSync(filler, Buffer.alloc(bavail * bsize - left))
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== 'ENOSPC') throw thrown // the server was quicker: full is full
  }
}

const isTold = ({ received }: Receiver, id: string): boolean => received.some(({ body }) => body.includes(id))

async function digestOf({ url, key }: Bare, id: string): Promise<string> {
  const response = await fetch(`${url}/v1/videos/${id}/content`, { headers: { authorization: `Bearer ${key}` } })
  assert.equal(response.status, 200)
  return createHash('sha256')
    .update(Buffer.from(await response.arrayBuffer()))
    .digest('hex')
}

const state = async (server: Bare, id: string): Promise<string> =>
  (await ask(server, 'GET', `/v1/videos/${id}`)).body.status

async function made(server: Bare, id: string): Promise<string> {
  await until(`the end of ${id}`, 30, async () => ((await state(server, id)) === 'completed' ? true : undefined))
  return id
}

function refused({ status, retry, body }: Answer): void {
  assert.deepEqual([status, retry, body.error?.code], [507, 'false', 'storage_full'])
}

promise(
  'P20',
  'no room for photos and films: photos are refused, films wait, reads go on, and all ends well once there is room',
  async (t) => {
    const house = await openHouse(t, 12)
    const { server, receiver, data } = house
    const early = await made(server, (await ask(server, 'POST', '/v1/videos', words())).body.id)
    const digest = await digestOf(server, early)
    fill(house, ROOM_FOR_ROWS)
    refused(await ask(server, 'POST', '/v1/videos', photo()))
    const late = (await ask(server, 'POST', '/v1/videos', words(LONG_S))).body.id
    const alarm = new RegExp(`"jobId":"${late}".*ALARM: the disk is full`)
    await until('the alarm', 10, async () => alarm.test(server.output()) || undefined)
    assert.equal(await state(server, late), 'in_progress')
    assert.equal(await digestOf(server, early), digest)
    rmSync(house.filler)
    await made(server, late)
    const shown = (await ask(server, 'POST', '/v1/videos', photo())).body.id
    await made(server, shown)
    const acknowledged = [early, late, shown]
    await until('the webhooks', 10, async () => acknowledged.every((id) => isTold(receiver, id)) || undefined)
    assert.equal(await server.stop(), 0)
    const { renders } = await house.providers.account('opaque')
    assert.deepEqual(await checkInvariants(data, { acknowledged }, renders), [])
    return '507 and x-should-retry: false, the film waited for room, 3 of 3 completed and told without a restart'
  },
  { skip },
)

promise(
  'P20',
  'no room for a single row: every order is refused, none that was accepted is lost, and all ends well once there is room',
  async (t) => {
    const house = await openHouse(t, 12)
    const { server, receiver, data } = house
    const acknowledged = [await made(server, (await ask(server, 'POST', '/v1/videos', words())).body.id)]
    const orders = Array.from({ length: 5 }, () => ask(server, 'POST', '/v1/videos', words()))
    for (const { status, body } of await Promise.all(orders)) {
      assert.equal(status, 200)
      acknowledged.push(body.id)
    }
    fill(house, 0)
    let last: Answer
    do {
      last = await ask(server, 'POST', '/v1/videos', words())
      if (last.status === 200) acknowledged.push(last.body.id)
    } while (last.status === 200 && acknowledged.length < 1_000)
    refused(last)
    for (const [method, path] of [
      ['POST', '/v1/webhook_endpoints'],
      ['DELETE', `/v1/videos/${acknowledged[0]}`],
    ] as const)
      refused(await ask(server, method, path, method === 'POST' ? endpoint(receiver.url) : undefined))
    assert.equal((await ask(server, 'GET', '/v1/videos?limit=1')).status, 200)
    await digestOf(server, acknowledged[0] ?? '')
    rmSync(house.filler)
    for (const id of acknowledged) await made(server, id)
    await until('the webhooks', 10, async () => acknowledged.every((id) => isTold(receiver, id)) || undefined)
    assert.equal(await server.stop(), 0)
    const { renders } = await house.providers.account('opaque')
    assert.deepEqual(await checkInvariants(data, { acknowledged }, renders), [])
    return `507 for orders, endpoints and deletions; ${acknowledged.length} of ${acknowledged.length} accepted before completed and told without a restart`
  },
  { skip },
)
