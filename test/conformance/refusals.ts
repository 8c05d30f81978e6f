import assert from 'node:assert/strict'
import type { OpenAI } from 'openai'
import type { Proof, Stage } from './stage.ts'

const refuses =
  (wishes: readonly object[], { status = 400, code = 'invalid_value', param = '', message = /./ }): Proof[1] =>
  async (stage) => {
    for (const wish of wishes) {
      const refusal = await stage.refused(status, () => stage.create(wish))
      assert.deepEqual([refusal.code, refusal.param], [code, param])
      assert.match(refusal.message, message)
    }
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

const mislabelled: Proof[1] = async (stage) => {
  const headers = { 'content-type': 'application/json' }
  const refusal = await stage.refused(400, () => stage.create({}, { headers }))
  assert.equal(refusal.code, 'invalid_body')
}

const text = new File(['hello'], 'me.png', { type: 'image/png' })
const both = { image_url: 'https://x.example/a.png', file_id: 'file-a' }
const sizes = ['0x0', '720', '99999x2'].map((size) => ({ size }))

export const REFUSALS: readonly Proof[] = [
  [11, refuses([{ input_reference: both }], { param: 'input_reference', message: /one of/ })],
  [13, refuses([{ input_reference: text }], { param: 'input_reference', message: /JPEG/ })],
  [
    15,
    async (stage) => {
      for (const prompt of [undefined, '', 'x'.repeat(32_001)])
        assert.equal((await stage.refused(400, () => stage.create({ prompt }))).param, 'prompt')
    },
  ],
  [16, badSeconds],
  [18, refuses(sizes, { param: 'size' })],
  [19, refuses([{ model: 'nope' }], { status: 404, code: 'model_not_found', param: 'model', message: /nope/ })],
  [20, mislabelled],
  [65, extraFields],
]
