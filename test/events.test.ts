import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type OpenAI from 'openai'
import type { Kinora } from '../server/src/main.ts'
import type { Video } from '../server/src/spec/video.ts'
import { openServer, sdkFor } from './kit/in-process.ts'
import { removeFolder, temporaryFolder } from './kit/server.ts'

const folder = temporaryFolder('events')
let kinora: Kinora
let client: OpenAI

before(async () => {
  kinora = await openServer(join(folder, 'data'))
  ;({ client } = sdkFor(kinora))
})
after(async () => {
  await kinora.close()
  removeFolder(folder)
})

const follow = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${kinora.url}${path}`, { headers: { authorization: `Bearer ${kinora.key.value}`, ...headers } })

test('the stream of a real video tells its life in order and ends with it', async () => {
  const { id } = await client.videos.create({ prompt: 'A lake at dawn', seconds: 2, size: '360x640' } as never)
  const text = await (await follow(`/v1/videos/${id}/events`)).text()
  const videos = [...text.matchAll(/^data: (.*)$/gm)].map(([, data]) => JSON.parse(data ?? '') as Video)
  const words = [...text.matchAll(/^event: (.*)$/gm)].map(([, word]) => word)
  assert.deepEqual(
    words,
    videos.map(({ status }) => `video.${status}`),
  )
  assert.deepEqual([...new Set(words)].slice(-2), ['video.in_progress', 'video.completed'])
  const progress = videos.map((video) => video.progress)
  assert.deepEqual(
    progress,
    progress.toSorted((a, b) => a - b),
  )
  assert.equal(progress.at(-1), 100)
  const last = [...text.matchAll(/^id: (.*)$/gm)].at(-1)?.[1] ?? ''
  assert.equal((await follow(`/v1/videos/${id}/events`, { 'last-event-id': last })).status, 204)
  const { _request_id: _, ...kept } = (await client.videos.retrieve(id)) as unknown as Video & { _request_id?: string }
  assert.deepEqual(videos.at(-1), kept)
})

test('streams need a key, and answer nothing to pages of other sites', async () => {
  assert.equal((await fetch(`${kinora.url}/v1/events`)).status, 401)
  assert.equal((await follow('/v1/events', { origin: 'https://elsewhere.example' })).status, 403)
  assert.equal((await follow(`/v1/videos/video_${'0'.repeat(48)}/events`)).status, 404)
})
