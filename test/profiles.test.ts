import assert from 'node:assert/strict'
import { createReadStream } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import OpenAI from 'openai'
import type { Kinora } from '../server/src/main.ts'
import { inspectVideo } from '../server/src/media/inspect.ts'
import type { Video } from '../server/src/spec/video.ts'
import { openServer, sdkFor } from './kit/in-process.ts'
import { removeFolder, root, temporaryFolder, until } from './kit/server.ts'

const folder = temporaryFolder('profiles')
let kinora: Kinora
let tolerant: ReturnType<typeof sdkFor>
let strict: ReturnType<typeof sdkFor>

before(async () => {
  kinora = await openServer(join(folder, 'data'))
  tolerant = sdkFor(kinora)
  const body = { name: 'Strict', profile: 'strict' }
  strict = sdkFor(kinora, (await tolerant.client.post<{ key: string }>('/keys', { body })).key)
})
after(async () => {
  await kinora.close()
  removeFolder(folder)
})

async function create({ client }: typeof tolerant, body: object, headers: Record<string, string> = {}): Promise<Video> {
  const wish = { prompt: 'A quiet lake', size: '720x1280', ...body }
  return (await client.videos.create(wish as never, { headers })) as unknown as Video
}

async function refused(who: typeof tolerant, body: object): Promise<InstanceType<typeof OpenAI.BadRequestError>> {
  let seen: unknown
  const asked = who.requests.length
  await assert.rejects(create(who, body), (error) => {
    seen = error
    return true
  })
  assert.ok(seen instanceof OpenAI.BadRequestError, String(seen))
  assert.equal(who.requests.length, asked + 1, 'asked once')
  return seen
}

test('a strict key refuses seconds, sizes and fields in the words that OpenAI used', async () => {
  const seconds = await refused(strict, { seconds: '7' })
  assert.deepEqual([seconds.code, seconds.param], ['invalid_value', 'seconds'])
  assert.match(seconds.message, /Invalid value: '7'\. Supported values are: '4', '8', '12', '16', and '20'\.$/)
  assert.match((await refused(strict, { size: '1024x1808' })).message, /'720x1280' and '1280x720'\.$/)
  const quality = await refused(strict, { quality: 'standard' })
  assert.deepEqual([quality.code, quality.param], ['unknown_parameter', 'quality'])
  assert.equal((await refused(strict, { metadata: { a: '1' }, flag: true })).param, 'metadata')
})

test('a strict key wants a photo in the size of the video', async () => {
  const photo = createReadStream(join(root, 'test/fixtures/people/hopper.jpg'))
  assert.match((await refused(strict, { input_reference: photo })).message, /Inpaint image must match the requested/)
})

test('a tolerant key refuses sizes that are none, and what the model cannot make, with the nearest', async () => {
  for (const size of ['0x0', '720', '99999x2']) assert.equal((await refused(tolerant, { size })).param, 'size', size)
  assert.match((await refused(tolerant, { seconds: '121' })).message, /'121'.*The nearest is '120'/)
  assert.match((await refused(tolerant, { size: '4096x2048' })).message, /The nearest is '2048x1024'/)
})

test('fields that only label are taken; fields that would have shown are told', async () => {
  const video = await create(tolerant, {
    metadata: { a: '1' },
    flag: true,
    fps: 24,
    negative_prompt: 'rain',
    seconds: 60,
  })
  assert.deepEqual(video.warnings, ['Ignored, because a create here does not take them: fps, negative_prompt.'])
  await tolerant.client.videos.delete(video.id)
})

test('with leave to fit, the answer shows what is really made, and says so', async () => {
  const fit = { 'x-kinora-fit': 'nearest' }
  const video = await create(tolerant, { seconds: '200', size: '255x4000' }, fit)
  assert.deepEqual([video.seconds, video.size], ['120', '256x2048'])
  assert.equal(video.warnings.length, 2)
  await tolerant.client.videos.delete(video.id)
})

test("the notes' own order is made as it stands: 10 seconds in 1024x1808", async () => {
  const body = { model: 'sora-2', prompt: 'A lake', size: '1024x1808', seconds: 10, quality: 'standard' }
  const made = await tolerant.client.post<Video>('/videos', { body })
  assert.deepEqual([made.seconds, made.size, made.quality, made.warnings], ['10', '1024x1808', 'standard', []])
  const video = await until(`video ${made.id}`, 240, async () => {
    const { status } = await tolerant.client.videos.retrieve(made.id)
    return status === 'queued' || status === 'in_progress' ? undefined : status
  })
  assert.equal(video, 'completed')
  const file = join(folder, 'video.mp4')
  await writeFile(file, Buffer.from(await (await tolerant.client.videos.downloadContent(made.id)).arrayBuffer()))
  const facts = await inspectVideo(file)
  assert.deepEqual([facts.width, facts.height], [1024, 1808])
  assert.ok(Math.abs(facts.seconds - 10) < 0.05, String(facts.seconds))
})
