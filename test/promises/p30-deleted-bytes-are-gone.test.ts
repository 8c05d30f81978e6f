import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import OpenAI from 'openai'
import type { Video } from '../../server/src/spec/video.ts'
import { openServer, sdkFor } from '../kit/in-process.ts'
import { promise } from '../kit/promise.ts'
import { removeFolder, root, temporaryFolder, until } from '../kit/server.ts'

const WORDS = 'an unmistakable lighthouse keeper called Quillfeather'
const OTHER = 'a second sentence about Marmalade Xylophone'

/** Every file below the folder that holds one of these, as `file: what`. */
function found(folder: string, canaries: ReadonlyMap<string, Buffer>): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return entries.flatMap((entry) => {
    const path = join(entry.parentPath, entry.name)
    const bytes = readOrNothing(path)
    return [...canaries].filter(([, canary]) => bytes.includes(canary)).map(([what]) => `${entry.name}: ${what}`)
  })
}

function readOrNothing(path: string): Buffer {
  try {
    return readFileSync(path)
  } catch {
    return Buffer.alloc(0) // removed while we looked
  }
}

/** From the middle, where files differ from each other. */
const slice = (bytes: Buffer): Buffer => bytes.subarray(bytes.length >> 1, (bytes.length >> 1) + 48)

promise('P30', 'a deleted prompt, photo, video and file are nowhere in the data folder', async (t) => {
  const folder = temporaryFolder('p30')
  const data = join(folder, 'data')
  const kinora = await openServer(data)
  t.after(async () => {
    await kinora.close()
    removeFolder(folder)
  })
  const { client } = sdkFor(kinora)
  const photo = readFileSync(join(root, 'test/fixtures/people/hopper.jpg'))
  const create = async (prompt: string, seconds: number): Promise<Video> => {
    const input_reference = new File([photo], 'quillfeather-portrait.jpg', { type: 'image/jpeg' })
    const body = { prompt, seconds, size: '256x256', input_reference, quality: 'standard' }
    return (await client.videos.create(body as never)) as unknown as Video
  }
  const whole = await create(WORDS, 1)
  await until('a video', 60, async () =>
    (await client.videos.retrieve(whole.id)).status === 'completed' ? 1 : undefined,
  )
  const half = await create(OTHER, 60)
  const file = await client.files.create({
    file: new File([`notes about ${WORDS}`], 'notes-quillfeather.txt'),
    purpose: 'user_data',
  })
  const kept = join(data, 'blobs', 'videos', whole.id)
  const canaries = new Map([
    ['prompt', Buffer.from(WORDS)],
    ['other prompt', Buffer.from(OTHER)],
    ['uploaded photo', slice(photo)],
    ['file name', Buffer.from('notes-quillfeather')],
    ...readdirSync(kept).map((name) => [`kept ${name}`, slice(readFileSync(join(kept, name)))] as const),
  ])
  const before = found(data, canaries)
  for (const what of canaries.keys())
    if (what !== 'uploaded photo')
      assert.ok(
        before.some((line) => line.endsWith(what)),
        `${what} was there`,
      )

  const startedAt = performance.now()
  await client.videos.delete(whole.id)
  await client.videos.delete(half.id)
  await client.files.delete(file.id)
  let left: string[] = []
  await until(`the last of ${canaries.size} traces`, 60, async () => {
    left = found(data, canaries)
    return left.length === 0 ? true : undefined
  }).catch((thrown: unknown) => {
    throw new Error(`${String(thrown)}: ${left.join(', ')}`)
  })
  await assert.rejects(client.videos.retrieve(whole.id), OpenAI.NotFoundError)
  return `${canaries.size} kinds of bytes gone after ${((performance.now() - startedAt) / 1_000).toFixed(1)} s`
})
