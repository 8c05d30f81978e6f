import assert from 'node:assert/strict'
import { createReadStream } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import OpenAI from 'openai'
import { inspectVideo } from '../server/src/media/inspect.ts'
import { readMark } from '../server/src/media/provenance.ts'
import type { Video } from '../server/src/spec/video.ts'
import { removeFolder, root, startKinora, temporaryFolder, until, type Running } from './kit/server.ts'

// What the conformance suite does not show of cases 44 to 47 and 53: whole renders, and a restart in between.

const people = join(root, 'test/fixtures/people')
const folder = temporaryFolder('lineage')
let kinora: Running
let client: OpenAI
/** The repeat count of every request sent. */
let sent: string[] = []

before(async () => {
  kinora = await startKinora(join(folder, 'data'))
  client = connect('/v1')
})
after(async () => {
  assert.equal(await kinora.stop(), 0, kinora.output())
  removeFolder(folder)
})

function connect(path: string): OpenAI {
  return new OpenAI({
    apiKey: kinora.key,
    baseURL: `${kinora.url}${path}`,
    fetch: (url, init) => {
      sent.push(new Headers(init?.headers).get('x-stainless-retry-count') ?? '')
      return fetch(url, init)
    },
  })
}

const SMALL = { seconds: 1, size: '256x256' }
/** A create with fields that OpenAI's types do not know. */
const create = (body: object, options?: OpenAI.RequestOptions): Promise<Video> =>
  client.videos.create({ ...SMALL, ...body } as never, options) as unknown as Promise<Video>
const post = (path: string, options?: OpenAI.RequestOptions): Promise<Video> => client.post(path, options)

async function finish({ id }: { id: string }): Promise<Video> {
  return until(`video ${id}`, 120, async () => {
    const video = (await client.videos.retrieve(id)) as unknown as Video
    assert.notEqual(video.progress, 1)
    return video.status === 'queued' || video.status === 'in_progress' ? undefined : video
  })
}

async function download({ id }: { id: string }): Promise<string> {
  const file = join(folder, `${id}.mp4`)
  await writeFile(file, Buffer.from(await (await client.videos.downloadContent(id)).arrayBuffer()))
  return file
}

const extend = (body: object) => client.videos.extend(body as never)
const refused = (param: string | null, code: string) => (thrown: unknown) => {
  assert.ok(thrown instanceof OpenAI.BadRequestError, String(thrown))
  assert.deepEqual([thrown.param, thrown.code], [param, code])
  return true
}

let first: Video
test('44 to 47: remix, edit and extend a video with two people', async () => {
  const input_reference = [createReadStream(join(people, 'hopper.jpg')), createReadStream(join(people, 'collins.png'))]
  first = await finish(await create({ prompt: 'Two pioneers on a beach at sunset', model: 'sora-2', input_reference }))
  assert.equal(first.status, 'completed', JSON.stringify(first.error))
  const video = { id: first.id }
  const made = [
    await client.videos.remix(first.id, { prompt: 'In a snowy forest' }),
    await client.videos.edit({ prompt: 'On a beach at night', video }),
    await extend({ prompt: 'They reach the city', seconds: '2', video }),
  ]
  const ids = made.map(({ remixed_from_video_id: from }) => from)
  assert.deepEqual(ids, [first.id, first.id, first.id])
  assert.deepEqual(
    made.map(({ seconds }) => seconds),
    ['1', '1', '3'],
  )
  for (const { model, size } of made) assert.deepEqual([model, size], ['sora-2', '256x256'])
  for (const { id, seconds } of made) {
    const done = await finish({ id })
    assert.equal(done.status, 'completed', JSON.stringify(done.error))
    const file = await download({ id })
    const facts = await inspectVideo(file)
    assert.ok(Math.abs(facts.seconds - Number(seconds)) < 0.05, String(facts.seconds))
    assert.deepEqual([facts.width, facts.height, facts.audioCodec], [256, 256, 'aac'])
    assert.equal((await readMark(file))?.type, 'composite')
  }
})

test('46 and 47: an uploaded film is edited, with who is in it, and extended', async () => {
  const file = await download(first)
  const video = () => createReadStream(file)
  const upload = { prompt: 'In a snowy forest', video: video(), model: 'sora-2' }
  const edited = await finish(await client.videos.edit(upload))
  const nameless = client.videos.edit({ prompt: 'p', video: video() })
  await assert.rejects(nameless, refused('model', 'missing_required_parameter'))
  assert.deepEqual([edited.status, edited.seconds, edited.size], ['completed', '1', '256x256'], edited.error?.message)
  assert.match(edited.warnings.join(), /^Of the uploaded film were kept: its size, length and sound, and /)
  assert.ok(Math.abs((await inspectVideo(await download(edited))).seconds - 1) < 0.05)
  const text = new File(['no film'], 'film.mp4')
  await assert.rejects(
    extend({ prompt: 'p', seconds: '1', video: text, model: 'sora-2' }),
    refused('video', 'invalid_value'),
  )
  await assert.rejects(
    extend({ prompt: 'p', video: { id: first.id } }),
    refused('seconds', 'missing_required_parameter'),
  )
  const beyond = extend({ prompt: 'p', seconds: '120', video: { id: first.id } })
  await assert.rejects(beyond, refused('seconds', 'invalid_value'))
  const extended = await extend({ prompt: 'A quiet lake', seconds: '1', video: video(), model: 'sora-2' })
  const done = await finish(extended)
  assert.deepEqual([done.status, done.seconds, done.size], ['completed', '2', '256x256'], JSON.stringify(done.error))
  assert.ok(Math.abs((await inspectVideo(await download(done))).seconds - 2) < 0.05)
})

test('a retry is a new video with the same inputs', async () => {
  const again = await post(`/videos/${first.id}/retry`)
  assert.notEqual(again.id, first.id)
  assert.deepEqual([again.retry_of, again.prompt, again.seconds], [first.id, first.prompt, first.seconds])
  await client.videos.delete(again.id)
})

test('53: one Idempotency-Key is one video, across a restart too; another request under it is refused once', async () => {
  const headers = { 'Idempotency-Key': 'order-1' }
  const one = await create({ prompt: 'Once' }, { headers })
  assert.deepEqual(await create({ prompt: 'Once' }, { headers }), one)
  await kinora.kill()
  const { port } = new URL(kinora.url)
  kinora = await startKinora(join(folder, 'data'), { PORT: port })
  assert.deepEqual(await create({ prompt: 'Once' }, { headers }), one)
  sent = []
  await assert.rejects(create({ prompt: 'Twice' }, { headers }), (thrown) => {
    assert.ok(thrown instanceof OpenAI.UnprocessableEntityError, String(thrown))
    assert.equal(thrown.headers.get('x-should-retry'), 'false')
    return true
  })
  assert.equal(sent.length, 1)
  await assert.rejects(
    create({ prompt: 'p' }, { headers: { 'Idempotency-Key': 'x'.repeat(256) } }),
    OpenAI.BadRequestError,
  )
  await client.videos.delete(one.id)
  assert.equal((await create({ prompt: 'Once' }, { headers })).id, one.id)
  await assert.rejects(client.videos.retrieve(one.id), OpenAI.NotFoundError)
})

test('Azure’s path is the same door, with its own header for the key', async () => {
  const azure = await fetch(`${kinora.url}/openai/v1/videos/${first.id}?api-version=preview`, {
    headers: { 'api-key': kinora.key },
  })
  assert.equal(((await azure.json()) as Video).id, first.id)
  assert.equal((await connect('/openai/v1').videos.retrieve(first.id)).id, first.id)
  assert.equal((await fetch(`${kinora.url}/openai/v1/videos`)).status, 401)
})
