import assert from 'node:assert/strict'
import type { Video } from '../../server/src/spec/video.ts'
import { picture, type Proof } from './stage.ts'

const FIELDS = (
  'id object model status progress created_at completed_at expires_at ' +
  'prompt size seconds remixed_from_video_id error'
).split(' ')
const ORDER = { prompt: 'A quiet lake', model: 'sora-2', seconds: '4', size: '720x1280' }

function looksNew(video: Video): void {
  for (const field of FIELDS) assert.ok(field in video, field)
  assert.ok(['queued', 'in_progress'].includes(video.status))
  const { object, model, progress, prompt, seconds, size } = video
  assert.deepEqual({ object, model, progress, prompt, seconds, size }, { object: 'video', progress: 0, ...ORDER })
  const { completed_at, expires_at, remixed_from_video_id, error } = video
  assert.deepEqual([completed_at, expires_at, remixed_from_video_id, error], [null, null, null, null])
  assert.equal(Number.isInteger(video.created_at), true)
  const { _request_id } = video as Video & { _request_id?: string }
  assert.ok(_request_id, '_request_id')
}

const createJson: Proof[1] = async (stage) => {
  const video = await stage.client.post<Video>('/videos', { body: ORDER })
  assert.equal(stage.sent.at(-1)?.headers.get('content-type'), 'application/json')
  looksNew(video)
  await stage.drop(video)
}

const wordsEchoed: Proof[1] = async (stage) => {
  const prompt = 'Line one\r\n"quoted" 你好'
  const input_reference = await picture('my "best" photoé 名前.jpg')
  const video = await stage.create({ prompt, input_reference })
  assert.equal(video.prompt, prompt)
  assert.equal((await stage.retrieve(video)).prompt, prompt)
  await stage.drop(video)
}

export const CREATES: readonly Proof[] = [
  [
    1,
    async (stage) => {
      const video = await stage.create(ORDER)
      looksNew(video)
      await stage.drop(video)
    },
  ],
  [
    2,
    async (stage) => {
      const video = await stage.client.videos.create({ prompt: 'A quiet lake' })
      assert.deepEqual([video.model, video.seconds, video.size], ['sora-2', '4', '720x1280'])
      await stage.drop(video)
    },
  ],
  [3, createJson],
  [66, wordsEchoed],
]

/** What SDKs up to 6.27 send: JSON unless there is a file. */
export const OLD_CREATES: readonly Proof[] = [
  [3, createJson],
  [
    4,
    async (stage) => {
      const video = await stage.create(ORDER)
      assert.equal(stage.sent.at(-1)?.headers.get('content-type'), 'application/json')
      looksNew(video)
      const shown = await stage.create({ ...ORDER, input_reference: await picture('me.jpg') })
      looksNew(shown)
      assert.equal((await stage.photos(shown)).length, 1)
      await stage.drop(video, shown)
    },
  ],
]
