import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Video } from '../../server/src/spec/video.ts'
import { openServer, sdkFor } from '../kit/in-process.ts'
import { promise } from '../kit/promise.ts'
import { removeFolder, root, temporaryFolder, until } from '../kit/server.ts'

const NAME = 'Marmaduke Quillfeather'

/** Files below the folder that hold one of these bytes. */
function holders(folder: string, canaries: readonly Buffer[]): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return entries.flatMap(({ parentPath, name }) => {
    try {
      const bytes = readFileSync(join(parentPath, name))
      return canaries.some((canary) => bytes.includes(canary)) ? [name] : []
    } catch {
      return [] // removed while we looked
    }
  })
}

/** From the middle, where files differ from each other. */
const slice = (bytes: Buffer): Buffer => bytes.subarray(bytes.length >> 1, (bytes.length >> 1) + 48)

promise('P30', 'a removed person’s name, photo, every copy of it and every video of them are nowhere', async (t) => {
  const folder = temporaryFolder('p30-people')
  const data = join(folder, 'data')
  const kinora = await openServer(data)
  t.after(async () => {
    await kinora.close()
    removeFolder(folder)
  })
  const { client } = sdkFor(kinora)
  const photo = readFileSync(join(root, 'test/fixtures/people/hopper.jpg'))
  const consent = { version: '2026-11', attested_by: 'self', scope: 'hosted' }
  const person = await client.post<{ id: string; preferred_photo_id: string }>('/people', {
    body: { name: NAME, photo: `data:;base64,${photo.toString('base64')}`, consent },
  })
  const create = (body: object) =>
    client.videos.create({ seconds: 1, size: '256x256', ...body } as never) as unknown as Promise<Video>
  const called = await create({ prompt: `@${NAME} waves` })
  const sent = await create({ prompt: `${NAME} again`, input_reference: new File([photo], 'a.jpg'), seconds: 60 })
  await client.files.create({ file: new File([photo], 'quillfeather.jpg'), purpose: 'vision' })
  await until('a video', 60, async () =>
    (await client.videos.retrieve(called.id)).status === 'completed' ? true : undefined,
  )
  const kept = (...path: string[]) => join(data, 'blobs', ...path)
  const bytes = readFileSync(kept('people', person.id, person.preferred_photo_id, 'photo.jpg'))
  const video = readdirSync(kept('videos', called.id)).find((name) => name.endsWith('.mp4')) ?? ''
  const canaries = [Buffer.from(NAME), slice(bytes), slice(readFileSync(kept('videos', called.id, video)))]
  for (const canary of canaries) assert.notEqual(holders(data, [canary]).length, 0, 'it was there')
  const copies = holders(data, [slice(bytes)]).length
  assert.ok(copies >= 4, `${copies} copies`)

  const startedAt = performance.now()
  const answer = await client.delete<{ removed: { videos: string[] } }>(`/people/${person.id}?with=videos`)
  assert.deepEqual(answer.removed.videos.toSorted(), [called.id, sent.id].toSorted())
  let left: string[] = []
  await until('the last trace', 60, async () => {
    left = holders(data, canaries)
    return left.length === 0 ? true : undefined
  }).catch((thrown: unknown) => {
    throw new Error(`${String(thrown)}: ${left.join(', ')}`)
  })
  return `name, video and ${copies} copies of a photo gone after ${((performance.now() - startedAt) / 1_000).toFixed(1)} s`
})
