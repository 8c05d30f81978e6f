import assert from 'node:assert/strict'
import { toFile, type OpenAI } from 'openai'
import type { Video } from '../../server/src/spec/video.ts'
import { dataUrl, photo, picture, type Proof, type Stage } from './stage.ts'

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

/** What is kept of a create's photos. The video itself is deleted: these cases are about what goes in. */
async function kept(stage: Stage, input_reference: unknown): Promise<string[]> {
  const video = await stage.create({ input_reference })
  const found = await stage.photos(video)
  await stage.drop(video)
  return found
}

const createJson: Proof[1] = async (stage) => {
  const video = await stage.client.post<Video>('/videos', { body: ORDER })
  assert.equal(stage.sent.at(-1)?.headers.get('content-type'), 'application/json')
  looksNew(video)
  await stage.drop(video)
}

const refuses =
  (status: number, wishes: readonly object[], code: string, param: string, message: RegExp): Proof[1] =>
  async (stage) => {
    for (const wish of wishes) {
      const refusal = await stage.refused(status, () => stage.create(wish))
      assert.deepEqual([refusal.code, refusal.param], [code, param])
      assert.match(refusal.message, message)
    }
  }

const fileReference: Proof[1] = async (stage) => {
  const [one] = await kept(stage, await picture('me.jpg'))
  assert.match(one ?? '', /^reference-1\.jpg \d+$/)
  assert.deepEqual(await kept(stage, await picture('me.txt', 'text/plain')), [one], 'its bytes count, not its name')
}
const streamReference: Proof[1] = async (stage) => {
  assert.deepEqual(await kept(stage, photo()), await kept(stage, await picture('me.jpg')))
}
const blobReference: Proof[1] = async (stage) => {
  const blob = new Blob([await (await picture('me.jpg')).bytes()], { type: 'image/jpeg' })
  assert.deepEqual(await kept(stage, blob), await kept(stage, photo()))
}

const dataUrls: Proof[1] = async (stage) => {
  const input_reference = { image_url: await dataUrl() }
  const one = await kept(stage, photo())
  assert.deepEqual(await kept(stage, input_reference), one)
  const body = { prompt: 'p', seconds: '1', size: '256x256', input_reference }
  const video = await stage.client.post<Video>('/videos', { body })
  assert.deepEqual(await stage.photos(video), one)
  await stage.drop(video)
}

const remoteUrls: Proof[1] = async (stage) => {
  for (const image_url of ['https://127.0.0.1/a.png', 'https://10.0.0.1/a.png', 'http://169.254.169.254/a.png']) {
    const refusal = await stage.refused(400, () => stage.create({ input_reference: { image_url } }))
    assert.deepEqual([refusal.code, refusal.param], ['invalid_value', 'input_reference'])
  }
}

const fileIds: Proof[1] = async (stage) => {
  const { id } = await stage.client.files.create({ file: photo(), purpose: 'vision' })
  assert.deepEqual(await kept(stage, { file_id: id }), await kept(stage, photo()))
  await stage.client.files.delete(id)
  const refusal = await stage.refused(400, () => stage.create({ input_reference: { file_id: id } }))
  assert.equal(refusal.param, 'input_reference')
}

const twoReferences: Proof[1] = async (stage) => {
  const both = await kept(stage, [photo(), await toFile(photo(), 'again.jpg')])
  const [one = ''] = await kept(stage, photo())
  assert.deepEqual(both, [one, one.replace('reference-1', 'reference-2')])
  await stage.refused(400, async () => stage.create({ input_reference: [1, 2, 3].map(() => photo()) }))
}

/** A client of the same server whose key refuses what OpenAI refused. */
async function strictly(stage: Stage): Promise<OpenAI> {
  const body = { name: 'Strict', profile: 'strict' }
  return stage.connect((await stage.client.post<{ key: string }>('/keys', { body })).key)
}

const badSeconds: Proof[1] = async (stage) => {
  const strict = await strictly(stage)
  const odd = { prompt: 'p', seconds: '7' as '4' }
  const refusal = await stage.refused(400, () => strict.videos.create(odd))
  assert.deepEqual([refusal.code, refusal.param], ['invalid_value', 'seconds'])
  assert.match(refusal.message, /Supported values are: '4', '8', '12', '16', and '20'/)
  for (const seconds of ['0', '121', 'four'])
    assert.equal((await stage.refused(400, () => stage.create({ seconds }))).param, 'seconds')
}

const extraFields: Proof[1] = async (stage) => {
  const extra = { metadata: { a: '1' }, flag: true }
  const video = await stage.create(extra)
  assert.equal(video.object, 'video')
  await stage.drop(video)
  const strict = await strictly(stage)
  const wish = { prompt: 'p', ...extra }
  const refusal = await stage.refused(400, () => strict.videos.create(wish))
  assert.deepEqual([refusal.code, refusal.param], ['unknown_parameter', 'metadata'])
}

const tooLarge: Proof[1] = async (stage) => {
  const big = new File([new Uint8Array(50_000_000)], 'big.png')
  const refusal = await stage.refused(413, () => stage.create({ input_reference: big }))
  assert.equal(refusal.code, 'file_too_large')
}

const wordsEchoed: Proof[1] = async (stage) => {
  const prompt = 'Line one\r\n"quoted" 你好'
  const input_reference = await picture('my "best" photoé 名前.jpg')
  const video = await stage.create({ prompt, input_reference })
  assert.equal(video.prompt, prompt)
  assert.equal((await stage.retrieve(video)).prompt, prompt)
  await stage.drop(video)
}

const none = new File(['hello'], 'me.png', { type: 'image/png' })
const twice = { image_url: 'https://x.example/a.png', file_id: 'file-a' }

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
  [5, fileReference],
  [6, streamReference],
  [7, blobReference],
  [8, dataUrls],
  [9, remoteUrls],
  [10, fileIds],
  [11, refuses(400, [{ input_reference: twice }], 'invalid_value', 'input_reference', /one of/)],
  [12, twoReferences],
  [13, refuses(400, [{ input_reference: none }], 'invalid_value', 'input_reference', /JPEG/)],
  [14, tooLarge],
  [
    15,
    async (stage) => {
      for (const prompt of [undefined, '', 'x'.repeat(32_001)])
        assert.equal((await stage.refused(400, () => stage.create({ prompt }))).param, 'prompt')
    },
  ],
  [16, badSeconds],
  [
    18,
    refuses(
      400,
      ['0x0', '720', '99999x2'].map((size) => ({ size })),
      'invalid_value',
      'size',
      /x/,
    ),
  ],
  [19, refuses(404, [{ model: 'nope' }], 'model_not_found', 'model', /nope/)],
  [65, extraFields],
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
