import assert from 'node:assert/strict'
import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import OpenAI from 'openai'
import type { Kinora } from '../server/src/main.ts'
import type { Video } from '../server/src/spec/video.ts'
import { openServer, sdkFor } from './kit/in-process.ts'
import { removeFolder, root, temporaryFolder, until } from './kit/server.ts'

const folder = temporaryFolder('usage')
let kinora: Kinora
let client: OpenAI

before(async () => {
  kinora = await openServer(join(folder, 'data'))
  client = sdkFor(kinora).client
})
after(async () => {
  await kinora.close()
  removeFolder(folder)
})

interface Sums {
  videos: number
  completed: number
  failed: number
  seconds: number
  estimate_usd_micros: number
  final_usd_micros: number
}
interface Usage {
  data: (Sums & { day: string; engine: string })[]
  total: Sums
}

test('usage agrees with the videos that were made, before and after one is deleted', async () => {
  const made: string[] = []
  for (const seconds of ['1', '2']) {
    const body = { prompt: 'A lake', seconds, size: '256x256' }
    made.push((await client.videos.create(body as never)).id)
  }
  const videos = await until('two videos', 60, async () => {
    const { data } = await client.videos.list()
    return data.every(({ status }) => status === 'completed') ? (data as unknown as Video[]) : undefined
  })
  const { data, total } = await client.get<Usage>('/usage')
  const [day] = new Date((videos[0]?.created_at ?? 0) * 1000).toISOString().split('T')
  assert.ok(data.every(({ engine }) => engine === 'local'))
  assert.equal(data[0]?.day, day)
  assert.deepEqual([total.videos, total.completed, total.failed, total.seconds], [2, 2, 0, 3])
  const sum = (pick: (video: Video) => number | null) => videos.reduce((all, video) => all + (pick(video) ?? 0), 0)
  assert.equal(
    total.estimate_usd_micros,
    sum(({ cost }) => cost.estimate_usd_micros),
  )
  assert.equal(
    total.final_usd_micros,
    sum(({ cost }) => cost.final_usd_micros),
  )
  await client.videos.delete(made[1] ?? '')
  assert.deepEqual((await client.get<Usage>('/usage')).total, total)
})

test('an estimate with real photos in a form makes no video and leaves no file', async () => {
  const before = (await client.videos.list()).data.length
  const photos = ['hopper.jpg', 'collins.png'].map((name) => createReadStream(join(root, 'test/fixtures/people', name)))
  const body = new FormData()
  body.append('prompt', 'Two people on a beach')
  for (const photo of photos) {
    const chunks: Buffer[] = []
    for await (const chunk of photo) chunks.push(chunk as Buffer)
    body.append('input_reference', new Blob(chunks))
  }
  const told = await client.post<{ problems: object[]; cost: { estimate_usd_micros: number }; engine: string }>(
    '/videos/estimates',
    { body },
  )
  assert.deepEqual([told.problems, told.cost.estimate_usd_micros, told.engine], [[], 0, 'local'])
  assert.equal((await client.videos.list()).data.length, before)
})

test('the engine is there, ready, and makes what the models say', async () => {
  const ready = await until('the engine', 20, async () => {
    const { data } = await client.get<{ data: { name: string; ready: boolean; offers: { model: string }[] }[] }>(
      '/engines',
    )
    return data[0]?.ready ? data[0] : undefined
  })
  assert.deepEqual([ready.name, ready.offers[0]?.model], ['local', 'kinora-animatic'])
})
