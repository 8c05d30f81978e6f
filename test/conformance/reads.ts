import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { inspectVideo } from '../../server/src/media/inspect.ts'
import type { Video } from '../../server/src/spec/video.ts'
import type { Proof, Stage } from './stage.ts'

const bytesOf = async (response: Response): Promise<Buffer> => Buffer.from(await response.arrayBuffer())

const download: Proof[1] = async (stage) => {
  const { id } = await stage.film()
  const response = await stage.client.videos.downloadContent(id)
  assert.equal(stage.sent.at(-1)?.headers.get('accept'), 'application/binary')
  assert.deepEqual([response.status, response.headers.get('content-type')], [200, 'video/mp4'])
  const bytes = await bytesOf(response)
  assert.equal(bytes.length, Number(response.headers.get('content-length')))
  assert.equal(bytes.toString('latin1', 4, 8), 'ftyp')
  const file = join(stage.kinora.data, `${id}.mp4`)
  await writeFile(file, bytes)
  const facts = await inspectVideo(file)
  assert.deepEqual([facts.width, facts.height, facts.container], [256, 256, 'mp4'])
  assert.ok(Math.abs(facts.seconds - 1) < 0.05, String(facts.seconds))
}

const range: Proof[1] = async (stage) => {
  const { id } = await stage.film()
  const whole = await bytesOf(await stage.client.videos.downloadContent(id))
  const part = await stage.client.videos.downloadContent(id, {}, { headers: { range: 'bytes=0-99' } })
  assert.equal(part.status, 206)
  assert.equal(part.headers.get('content-range'), `bytes 0-99/${whole.length}`)
  assert.deepEqual(await bytesOf(part), whole.subarray(0, 100))
}

const variants: Proof[1] = async (stage) => {
  const { id } = await stage.film()
  for (const [variant, type] of [
    ['thumbnail', 'image/webp'],
    ['spritesheet', 'image/jpeg'],
  ] as const) {
    const still = await stage.client.videos.downloadContent(id, { variant })
    assert.equal(still.headers.get('content-type'), type)
    assert.ok((await bytesOf(still)).length > 1000)
  }
  const foo = { variant: 'foo' as 'thumbnail' }
  assert.equal((await stage.refused(400, () => stage.client.videos.downloadContent(id, foo))).param, 'variant')
}

async function notFound(stage: Stage, work: () => Promise<unknown>): Promise<string> {
  const refusal = await stage.refused(404, work)
  assert.ok(refusal instanceof stage.sdk.NotFoundError)
  return refusal.message
}

const failed: Proof[1] = async (stage) => {
  const { id } = await stage.long()
  const stopped = await stage.client.post<Video>(`/videos/${id}/cancel`)
  assert.deepEqual([stopped.status, stopped.error?.code], ['failed', 'cancelled'])
  await notFound(stage, () => stage.client.videos.downloadContent(id))
  await stage.drop({ id })
}

const unknownId: Proof[1] = async (stage) => {
  const { videos } = stage.client
  const id = `video_${'0'.repeat(48)}`
  for (const ask of [() => videos.retrieve(id), () => videos.delete(id), () => videos.downloadContent(id)])
    assert.match(await notFound(stage, ask), new RegExp(id))
}

const hostile: Proof[1] = async (stage) => {
  for (const id of ['video/../x', 'x'.repeat(5000), '%00', '\u{1F600}'])
    await notFound(stage, () => stage.client.videos.retrieve(id))
  // 7.x refuses an empty id itself; as 6.x sends it, it must not answer with the list.
  await assert.rejects(async () => stage.client.videos.retrieve(''))
  assert.equal((await stage.raw('/videos/')).status, 404)
}

const early: Proof[1] = async (stage) => {
  const video = await stage.long()
  await notFound(stage, () => stage.client.videos.downloadContent(video.id))
  await stage.drop(video)
}

const wrongKey: Proof[1] = async (stage) => {
  const stranger = stage.connect('knr_wrong')
  const refusal = await stage.refused(401, () => stranger.videos.list())
  assert.ok(refusal instanceof stage.sdk.AuthenticationError)
  assert.equal(refusal.code, 'invalid_api_key')
  const none = await fetch(`${stage.kinora.url}/v1/videos`)
  assert.deepEqual(
    [none.status, ((await none.json()) as { error: { code: string } }).error.code],
    [401, 'invalid_api_key'],
  )
}

export const READS: readonly Proof[] = [
  [23, wrongKey],
  [
    24,
    async (stage) => {
      const { status, error } = await stage.film()
      assert.deepEqual([status, error], ['completed', null])
    },
  ],
  [
    25,
    async (stage) => {
      const video = await stage.retrieve(await stage.film())
      assert.deepEqual([video.progress, video.error], [100, null])
      assert.ok((video.completed_at ?? 0) >= video.created_at)
      assert.ok(video.expires_at === null || video.expires_at > (video.completed_at ?? 0))
    },
  ],
  [27, download],
  [28, range],
  [29, variants],
  [30, early],
  [31, failed],
  [32, unknownId],
  [34, hostile],
  [
    67,
    async (stage) => {
      const ids = (await Array.fromAsync(stage.client.models.list())).map(({ id }) => id)
      for (const id of ['kinora-animatic', 'sora-2', 'sora-2-pro', 'sora-2-2025-12-08']) assert.ok(ids.includes(id), id)
    },
  ],
]
