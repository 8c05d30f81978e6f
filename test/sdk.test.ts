import assert from 'node:assert/strict'
import { createReadStream, openAsBlob } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import OpenAI, { toFile } from 'openai'
import { inspectVideo } from '../server/src/media/inspect.ts'
import type { Video } from '../server/src/spec/video.ts'
import { removeFolder, root, startKinora, temporaryFolder, until, type Running } from './kit/server.ts'

const people = join(root, 'test/fixtures/people')
const folder = temporaryFolder('sdk')
let kinora: Running
let client: OpenAI
/** Every request the SDK really sends, retries included. */
let requests: string[] = []

before(async () => {
  kinora = await startKinora(join(folder, 'data'))
  client = new OpenAI({
    apiKey: kinora.key,
    baseURL: `${kinora.url}/v1`,
    fetch: (url, init) => {
      requests.push(`${init?.method ?? 'GET'} ${new Request(url).url.replace(kinora.url, '')}`)
      return fetch(url, init)
    },
  })
})
after(async () => {
  assert.equal(await kinora.stop(), 0, kinora.output())
  removeFolder(folder)
})

/** OpenAI's own loop (videos-api.md 1): only while queued or in progress. */
async function finish(id: string): Promise<Video> {
  let last = 0
  return until(`video ${id}`, 120, async () => {
    const video = (await client.videos.retrieve(id)) as unknown as Video
    assert.ok(['queued', 'in_progress', 'completed', 'failed'].includes(video.status), video.status)
    assert.ok(video.progress >= last, `progress fell from ${last} to ${video.progress}`)
    last = video.progress
    return video.status === 'queued' || video.status === 'in_progress' ? undefined : video
  })
}

/** A create with fields that OpenAI's types do not know. */
const create = (body: object): Promise<Video> => client.videos.create(body as never) as unknown as Promise<Video>

test('two photos in, a real video out, through the official SDK alone', async () => {
  const [hopper, collins] = [join(people, 'hopper.jpg'), join(people, 'collins.png')]
  const created = await create({
    prompt: 'Two pioneers walk along a beach at sunset',
    model: 'sora-2',
    seconds: 2,
    size: '360x640',
    input_reference: [createReadStream(hopper), await toFile(await openAsBlob(collins), 'collins.png')],
  })
  assert.equal(created.object, 'video')
  assert.equal(created.model, 'sora-2')
  assert.equal(created.seconds, '2')
  assert.equal(created.size, '360x640')
  assert.equal(created.progress, 0)

  const video = await finish(created.id)
  assert.equal(video.status, 'completed', JSON.stringify(video.error))
  assert.equal(video.progress, 100)
  assert.equal(video.error, null)
  assert.ok((video.completed_at ?? 0) >= video.created_at)
  assert.deepEqual(video.warnings, [])

  const response = await client.videos.downloadContent(video.id)
  assert.equal(response.headers.get('content-type'), 'video/mp4')
  const bytes = Buffer.from(await response.arrayBuffer())
  assert.equal(bytes.length, Number(response.headers.get('content-length')))
  const file = join(folder, 'video.mp4')
  await writeFile(file, bytes)
  const facts = await inspectVideo(file)
  assert.deepEqual([facts.width, facts.height, facts.container], [360, 640, 'mp4'])
  assert.ok(facts.audioCodec)
  assert.ok(Math.abs(facts.seconds - 2) < 0.05, String(facts.seconds))

  const first = await client.videos.downloadContent(video.id, {}, { headers: { range: 'bytes=0-99' } })
  assert.equal(first.status, 206)
  assert.deepEqual(Buffer.from(await first.arrayBuffer()), bytes.subarray(0, 100))
  for (const [variant, type] of [
    ['thumbnail', 'image/webp'],
    ['spritesheet', 'image/jpeg'],
  ] as const) {
    const still = await client.videos.downloadContent(video.id, { variant })
    assert.equal(still.headers.get('content-type'), type)
    assert.ok((await still.arrayBuffer()).byteLength > 1000)
  }
})

test('defaults are those of the contract', async () => {
  const video = await create({ prompt: 'A quiet lake' })
  assert.deepEqual([video.model, video.seconds, video.size, video.quality], ['sora-2', '4', '720x1280', 'standard'])
  await client.videos.delete(video.id)
})

test('content that is not ready is a 404 that the SDK asks for once', async () => {
  const video = await create({ prompt: 'A quiet lake', seconds: 60, size: '256x256' })
  requests = []
  await assert.rejects(client.videos.downloadContent(video.id), OpenAI.NotFoundError)
  assert.equal(requests.length, 1)
  assert.deepEqual(await client.videos.delete(video.id), { id: video.id, object: 'video.deleted', deleted: true })
  await assert.rejects(client.videos.retrieve(video.id), OpenAI.NotFoundError)
  await assert.rejects(client.videos.downloadContent(video.id), OpenAI.NotFoundError)
})

const refusals: readonly (readonly [string, object, string, RegExp])[] = [
  ['seconds beyond the model', { seconds: '121' }, 'seconds', /121.*1.*120/],
  ['an odd size', { size: '721x1280' }, 'size', /721x1280/],
  ['a size beyond the model', { size: '99999x2' }, 'size', /99999x2/],
  ['an unknown quality', { quality: 'best' }, 'quality', /standard/],
  [
    'no picture at all',
    { input_reference: new File(['hello'], 'me.png', { type: 'image/png' }) },
    'input_reference',
    /JPEG/,
  ],
]
for (const [what, body, param, message] of refusals)
  test(`${what} is refused once, by name`, async () => {
    requests = []
    await assert.rejects(create({ prompt: 'p', ...body }), (error) => {
      assert.ok(error instanceof OpenAI.BadRequestError, String(error))
      assert.equal(error.param, param)
      assert.match(error.message, message)
      return true
    })
    assert.equal(requests.length, 1)
  })

const photo = () => createReadStream(join(people, 'hopper.jpg'))

test('three photos are refused with the limit, and an unknown model is not found', async () => {
  await assert.rejects(create({ prompt: 'p', input_reference: [photo(), photo(), photo()] }), /2/)
  await assert.rejects(create({ prompt: 'p', model: 'nope' }), (error) => {
    assert.ok(error instanceof OpenAI.NotFoundError)
    assert.equal(error.code, 'model_not_found')
    return true
  })
})

test('a photo over the limit ends in 413 without hanging, and nothing is left of it', async () => {
  const big = new File([new Uint8Array(50_000_000)], 'big.png')
  await assert.rejects(create({ prompt: 'p', input_reference: big }), (error) => {
    assert.ok(error instanceof OpenAI.APIError)
    assert.equal(error.status, 413)
    return true
  })
})

test('a wrong key is refused once', async () => {
  const stranger = new OpenAI({ apiKey: 'knr_wrong', baseURL: `${kinora.url}/v1` })
  await assert.rejects(stranger.videos.list(), OpenAI.AuthenticationError)
})

test('paging through the list gives every video once, newest first', async () => {
  const made: string[] = []
  for (let i = 0; i < 5; i++) made.unshift((await create({ prompt: `Number ${i}`, seconds: 1, size: '256x256' })).id)
  const seen: string[] = []
  for await (const video of client.videos.list({ limit: 2 })) seen.push(video.id)
  assert.deepEqual(seen.slice(0, 5), made)
  assert.equal(new Set(seen).size, seen.length)
  for (const id of made) await client.videos.delete(id)
})

test('the models name every alias, and what each can do', async () => {
  const ids: string[] = []
  for await (const model of client.models.list()) ids.push(model.id)
  for (const id of ['kinora-animatic', 'sora-2', 'sora-2-pro', 'sora-2-2025-12-08']) assert.ok(ids.includes(id), id)
})
