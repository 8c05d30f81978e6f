import assert from 'node:assert/strict'
import { createReadStream, openAsBlob } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import OpenAI, { toFile } from 'openai'
import { inspectVideo } from '../server/src/media/inspect.ts'
import type { Video } from '../server/src/spec/video.ts'
import { removeFolder, root, startKinora, temporaryFolder, until, type Running } from './kit/server.ts'

// One whole order with everything looked at, and refusals that the conformance suite does not ask for.

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
      const { url: asked } = new Request(url)
      // Not the `data:` URL with which it finds out once whether forms work.
      if (asked.startsWith(kinora.url)) requests.push(`${init?.method ?? 'GET'} ${asked.slice(kinora.url.length)}`)
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

test('three photos are refused with the limit', async () => {
  await assert.rejects(create({ prompt: 'p', input_reference: [photo(), photo(), photo()] }), /2/)
})
