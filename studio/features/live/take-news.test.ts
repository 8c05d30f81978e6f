import assert from 'node:assert/strict'
import { test } from 'node:test'
import { QueryClient } from '@tanstack/react-query'
import type { Video } from 'kinora/spec/video'
import { follow, type Followed } from '../video/follow.ts'
import { takeNews } from './take-news.ts'

const video = (rest: Partial<Video> = {}) => ({ id: 'video_1', status: 'in_progress', progress: 40, ...rest }) as Video // only these are read

function opened() {
  const client = new QueryClient()
  client.setQueryData(['video', 'video_1'], follow(undefined, { video: video(), askAgainMs: 1_000, atMs: 0 }))
  client.setQueryData(['recent'], [video()])
  client.setQueryData(['videos', 'all'], { pages: [{ data: [video({ id: 'video_2' })] }, { data: [video()] }] })
  return client
}
const stale = (client: QueryClient, key: readonly unknown[]) => client.getQueryState(key)?.isInvalidated

test('progress is written where the video is shown, and nothing is asked again', () => {
  const client = opened()
  takeNews(client, { kind: 'video', video: video({ progress: 55 }) }, 1_000)
  assert.equal(client.getQueryData<Followed>(['video', 'video_1'])?.video.progress, 55)
  assert.equal(client.getQueryData<Video[]>(['recent'])?.[0]?.progress, 55)
  assert.deepEqual(client.getQueryData(['videos', 'all']), {
    pages: [{ data: [video({ id: 'video_2' })] }, { data: [video({ progress: 55 })] }],
  })
  assert.equal(stale(client, ['recent']), false)
})

test('an older step never takes anything back', () => {
  const client = opened()
  takeNews(client, { kind: 'video', video: video({ progress: 5 }) }, 1_000)
  assert.equal(client.getQueryData<Followed>(['video', 'video_1'])?.video.progress, 40)
  assert.equal(client.getQueryData<Video[]>(['recent'])?.[0]?.progress, 40)
})

test('a new video, an end and a deletion make the lists read again', () => {
  for (const news of [
    { kind: 'video', video: video({ id: 'video_3' }) },
    { kind: 'video', video: video({ status: 'completed', progress: 100 }) },
    { kind: 'deleted', id: 'video_1' },
  ] as const) {
    const client = opened()
    takeNews(client, news, 1_000)
    assert.equal(stale(client, ['recent']), true)
    assert.equal(stale(client, ['videos', 'all']), true)
  }
})
