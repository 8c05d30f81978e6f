import assert from 'node:assert/strict'
import { createReadStream, existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { openReceiver } from '../../server/src/jobs/testing/receiver.ts'
import { inspectVideo } from '../../server/src/media/inspect.ts'
import { writeFaceClip } from '../../server/src/media/testing/face-clip.ts'
import type { Video } from '../../server/src/spec/video.ts'
import { until } from '../kit/server.ts'
import type { Proof, Stage } from './stage.ts'

async function save(stage: Stage, { id }: { id: string }): Promise<string> {
  const file = join(stage.kinora.data, `${id}.mp4`)
  await writeFile(file, Buffer.from(await (await stage.client.videos.downloadContent(id)).arrayBuffer()))
  return file
}

const remix: Proof[1] = async (stage) => {
  const film = await stage.film()
  const made = await stage.client.videos.remix(film.id, { prompt: 'In a snowy forest' })
  assert.notEqual(made.id, film.id)
  assert.equal(made.remixed_from_video_id, film.id)
  assert.deepEqual([made.size, made.seconds, made.model], [film.size, film.seconds, film.model])
  await stage.drop(made)
}

const wrongSource: Proof[1] = async (stage) => {
  const { videos } = stage.client
  const { id } = await stage.long()
  const refusal = await stage.refused(400, () => videos.remix(id, { prompt: 'p' }))
  assert.equal(refusal.code, 'video_not_completed')
  await stage.drop({ id })
  await stage.refused(404, () => videos.remix(id, { prompt: 'p' }))
}

const edit: Proof[1] = async (stage) => {
  const film = await stage.film()
  const made = await stage.client.videos.edit({ prompt: 'At night', video: { id: film.id } })
  assert.deepEqual([made.remixed_from_video_id, made.model], [film.id, film.model])
  await stage.drop(made)
  const saved = await save(stage, film)
  const upload = { prompt: 'At night', video: createReadStream(saved), model: film.model }
  const edited = (await stage.client.videos.edit(upload)) as unknown as Video
  assert.deepEqual([edited.object, edited.seconds, edited.size], ['video', film.seconds, film.size])
  await stage.drop(edited)
  const nameless = { prompt: 'p', video: createReadStream(saved) }
  const refusal = await stage.refused(400, () => stage.client.videos.edit(nameless))
  assert.equal(refusal.param, 'model')
}

const extend: Proof[1] = async (stage) => {
  const video = { id: (await stage.film()).id }
  const wish = (more: object) => stage.client.videos.extend({ prompt: 'They reach the city', video, ...more } as never)
  const made = await stage.finish(await wish({ seconds: '1' }))
  assert.deepEqual([made.status, made.seconds], ['completed', '2'], JSON.stringify(made.error))
  const { seconds } = await inspectVideo(await save(stage, made))
  assert.ok(Math.abs(seconds - 2) < 0.05, String(seconds))
  for (const more of [{}, { seconds: '120' }])
    assert.equal((await stage.refused(400, () => wish(more))).param, 'seconds')
}

const characters: Proof[1] = async (stage) => {
  const clip = join(stage.kinora.data, 'face.mp4')
  if (!existsSync(clip)) await writeFaceClip(clip)
  const { videos } = stage.client
  const grace = await videos.createCharacter({ name: 'Grace', video: createReadStream(clip) })
  const { id = '' } = (await videos.getCharacter(grace.id ?? '')) as { id?: string }
  assert.deepEqual([id, grace.name], [grace.id, 'Grace'])
  const video = await stage.create({ prompt: 'Grace walks by a lake', characters: [{ id }] })
  assert.equal((await stage.photos(video)).length, 1)
  await stage.drop(video)
  const long = { name: 'x'.repeat(81), video: createReadStream(clip) }
  assert.equal((await stage.refused(400, () => videos.createCharacter(long))).param, 'name')
}

const webhook: Proof[1] = async (stage, t) => {
  const receiver = await openReceiver(t)
  const body = { name: 'n', url: receiver.url, event_types: ['video.completed', 'video.failed'] }
  const { client } = stage
  const made = await client.post<{ id: string; signing_secret: string }>('/webhook_endpoints', { body })
  const done = await stage.finish(await stage.create())
  const stopped = await stage.long()
  await client.post(`/videos/${stopped.id}/cancel`)
  await until('both events', 10, async () => (receiver.received.length >= 2 ? true : undefined))
  const told: string[] = []
  for (const { body, headers } of receiver.received) {
    const event = await client.webhooks.unwrap(body, headers, made.signing_secret)
    told.push(`${event.type} ${(event.data as { id: string }).id}`)
    stage.told.push(body, JSON.stringify(headers))
  }
  assert.deepEqual(told, [`video.completed ${done.id}`, `video.failed ${stopped.id}`])
  await client.delete(`/webhook_endpoints/${made.id}`)
  await stage.drop(done, stopped)
}

/** Last: it deletes the film that the cases before it share. */
const deleteCompleted: Proof[1] = async (stage) => {
  const { id } = await stage.film()
  const gone = await stage.client.videos.delete(id)
  assert.deepEqual({ ...gone }, { id, object: 'video.deleted', deleted: true })
  await stage.refused(404, () => stage.client.videos.retrieve(id))
  await stage.refused(404, () => stage.client.videos.downloadContent(id))
  assert.equal(existsSync(join(stage.kinora.data, 'blobs/videos', id)), false)
}

const failedJob: Proof[1] = async (stage) => {
  const { id } = await stage.long()
  await stage.client.post(`/videos/${id}/cancel`)
  const video: Video = await stage.retrieve({ id })
  assert.deepEqual([video.status, video.error?.code], ['failed', 'cancelled'])
  const message = video.error?.message ?? ''
  assert.ok(message.length > 0 && !message.includes(stage.kinora.data) && !message.includes(stage.kinora.key))
  await stage.drop(video)
}

export const MADE: readonly Proof[] = [
  [42, failedJob],
  [44, remix],
  [45, wrongSource],
  [46, edit],
  [47, extend],
  [48, characters],
  [58, webhook],
  [40, deleteCompleted],
]
