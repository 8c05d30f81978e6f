import assert from 'node:assert/strict'
import { createHash, randomInt } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import type { Video } from '../server/src/spec/video.ts'
import { removeFolder, root, startKinora, temporaryFolder, until, type Running } from './kit/server.ts'

const ROUNDS = 8
/** A render of the size below takes about this long from create to completed, ms: kills land in every state. */
const SPREAD_MS = 3_000

const folder = temporaryFolder('kill')
const data = join(folder, 'data')
after(() => removeFolder(folder))

async function ask(kinora: Running, path: string, init: RequestInit = {}): Promise<Response> {
  return fetch(kinora.url + path, { ...init, headers: { authorization: `Bearer ${kinora.key}` } })
}

async function create(kinora: Running, n: number): Promise<Video> {
  const form = new FormData()
  form.set('prompt', `Round ${n} in the snowy mountains`)
  form.set('seconds', '1')
  form.set('size', '256x256')
  const photo = readFileSync(join(root, 'test/fixtures/people/hopper.jpg'))
  form.append('input_reference', new Blob([photo]), 'hopper.jpg')
  const response = await ask(kinora, '/v1/videos', { method: 'POST', body: form })
  assert.equal(response.status, 200, await response.clone().text())
  return (await response.json()) as Video
}

async function look(kinora: Running, id: string): Promise<Video> {
  const response = await ask(kinora, `/v1/videos/${id}`)
  assert.equal(response.status, 200, `${id} is lost`)
  return (await response.json()) as Video
}

async function digest(kinora: Running, id: string): Promise<string> {
  const response = await ask(kinora, `/v1/videos/${id}/content`)
  assert.equal(response.status, 200)
  return createHash('sha256')
    .update(new Uint8Array(await response.arrayBuffer()))
    .digest('hex')
}

const files = (path: string): string[] => readdirSync(path, { recursive: true, encoding: 'utf8' })

test(`${ROUNDS} times kill -9 in the middle of the work: nothing is lost, halved or rendered again`, async () => {
  const acknowledged: string[] = []
  /** What was finished before a kill: when, and with which bytes. */
  const finished = new Map<string, { completedAt: number | null; digest: string }>()
  for (let round = 0; round < ROUNDS; round++) {
    const kinora = await startKinora(data)
    acknowledged.push((await create(kinora, round)).id)
    const wait = randomInt(SPREAD_MS)
    await new Promise((resolve) => setTimeout(resolve, wait))
    for (const id of acknowledged) {
      const video = await look(kinora, id)
      if (video.status === 'completed' && !finished.has(id))
        finished.set(id, { completedAt: video.completed_at, digest: await digest(kinora, id) })
    }
    await kinora.kill()
  }
  const kinora = await startKinora(data)
  try {
    for (const id of acknowledged) {
      const video = await until(`video ${id}`, 60, async () => {
        const now = await look(kinora, id)
        return now.status === 'completed' || now.status === 'failed' ? now : undefined
      })
      assert.equal(video.status, 'completed', JSON.stringify(video.error))
      const before = finished.get(id)
      if (before) assert.deepEqual({ completedAt: video.completed_at, digest: await digest(kinora, id) }, before)
    }
    const kept = files(join(data, 'blobs')).filter((name) => name.endsWith('.mp4'))
    assert.equal(kept.length, ROUNDS, 'one video each')
  } finally {
    assert.equal(await kinora.stop(), 0)
  }
  const halves = files(data).filter((name) => /\.(?:part|tmp)/.test(name))
  assert.deepEqual(halves, [])
  console.error(`  ${finished.size} of ${ROUNDS} had finished before a kill`)
})

const reads = { skip: process.platform === 'linux' ? false : 'reads /proc' }

test('no child outlives its server', reads, async () => {
  const kinora = await startKinora(data)
  const { id } = await create(kinora, 99)
  await until('the render to begin', 20, async () =>
    (await look(kinora, id)).status === 'in_progress' ? true : undefined,
  )
  const children = readChildren(kinora.child.pid ?? 0)
  assert.ok(children.length > 0, 'a render child runs')
  await kinora.kill()
  await until('the children to end', 5, async () => (children.every((pid) => !isAlive(pid)) ? true : undefined))
})

function readChildren(pid: number): number[] {
  const direct = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number)
  return direct.flatMap((child) => [child, ...readChildren(child)])
}

/** A zombie has ended: it only waits for whoever adopted it. */
function isAlive(pid: number): boolean {
  try {
    return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return false
  }
}
