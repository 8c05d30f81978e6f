import assert from 'node:assert/strict'
import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { toFile } from 'openai'
import sharp from 'sharp'
import type { Video } from '../../server/src/spec/video.ts'
import { root, until } from '../kit/server.ts'
import { dataUrl, photo, picture, type Proof, type Stage } from './stage.ts'

const PNG = join(root, 'test/fixtures/people/collins.png')

/** What is kept of a create's photos. The video itself is deleted: these cases are about what goes in. */
async function kept(stage: Stage, input_reference: unknown): Promise<string[]> {
  const video = await stage.create({ input_reference })
  const found = await stage.photos(video)
  await stage.drop(video)
  return found
}

const fileReference: Proof[1] = async (stage) => {
  const [one] = await kept(stage, await picture('me.jpg'))
  assert.match(one ?? '', /^reference-1\.jpg \d+$/)
  assert.deepEqual(await kept(stage, await picture('me.txt', 'text/plain')), [one], 'its bytes count, not its name')
}

const streamReference: Proof[1] = async (stage) => {
  const file = new File([await readFile(PNG)], 'me.png', { type: 'image/png' })
  assert.deepEqual(await kept(stage, createReadStream(PNG)), await kept(stage, file))
}

const blobReference: Proof[1] = async (stage) => {
  const webp = new Uint8Array(
    await sharp(await (await picture('me.jpg')).bytes())
      .webp()
      .toBuffer(),
  )
  const blob = new Blob([webp], { type: 'image/webp' })
  assert.deepEqual(await kept(stage, blob), await kept(stage, new File([webp], 'me.webp', { type: 'image/webp' })))
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
  const refusal = await stage.refused(404, () => stage.create({ input_reference: { file_id: id } }))
  assert.equal(refusal.param, 'input_reference')
}

const twoReferences: Proof[1] = async (stage) => {
  const both = await kept(stage, [photo(), await toFile(photo(), 'again.jpg')])
  const [one = ''] = await kept(stage, photo())
  assert.deepEqual(both, [one, one.replace('reference-1', 'reference-2')])
  await stage.refused(400, async () => stage.create({ input_reference: [1, 2, 3].map(() => photo()) }))
}

const tooLarge: Proof[1] = async (stage) => {
  const big = new File([new Uint8Array(50_000_000)], 'big.png')
  const refusal = await stage.refused(413, () => stage.create({ input_reference: big }))
  assert.equal(refusal.code, 'file_too_large')
}

/** A photo of which the second half comes only once `ended`. */
function halting(bytes: Uint8Array, half: () => Promise<void>) {
  return Object.assign(photo(), {
    async *[Symbol.asyncIterator]() {
      yield bytes.subarray(0, bytes.length / 2)
      await half()
      yield bytes.subarray(bytes.length / 2)
    },
  })
}

const aborted: Proof[1] = async (stage) => {
  const before = await stage.count()
  const leaving = new AbortController()
  const half = async () => {
    await until('half a photo to be there', 10, async () => ((await stage.staged()).length > 0 ? true : undefined))
    leaving.abort()
  }
  const input_reference = halting(await (await picture('me.jpg')).bytes(), half)
  await assert.rejects(stage.create({ input_reference }, { signal: leaving.signal }), stage.sdk.APIUserAbortError)
  await until('nothing to be left', 10, async () => ((await stage.staged()).length === 0 ? true : undefined))
  assert.equal(await stage.count(), before)
}

export const REFERENCES: readonly Proof[] = [
  [5, fileReference],
  [6, streamReference],
  [7, blobReference],
  [8, dataUrls],
  [9, remoteUrls],
  [10, fileIds],
  [12, twoReferences],
  [14, tooLarge],
  [56, aborted],
]
