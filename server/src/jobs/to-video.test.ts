import assert from 'node:assert/strict'
import { test } from 'node:test'
import { exampleJob } from '../spec/testing/example-job.ts'
import { shownProgress, toVideo } from './to-video.ts'

test('progress is never shown as exactly 1, and as 100 only at the end', () => {
  const shown = [0, 1, 2, 99, 100].map((progress) => shownProgress({ state: 'running', progress }))
  assert.deepEqual(shown, [0, 0, 2, 99, 99])
  assert.equal(shownProgress({ state: 'completed', progress: 100 }), 100)
  assert.equal(shownProgress({ state: 'queued', progress: 40 }), 0)
  assert.equal(shownProgress({ state: 'cancelled', progress: 1 }), 0)
})

test('a video says which one it was made from and which one it tries again', () => {
  const video = toVideo(exampleJob('video_c', { remixedFrom: 'video_a', retryOf: 'video_b' }))
  assert.deepEqual([video.remixed_from_video_id, video.retry_of], ['video_a', 'video_b'])
})
