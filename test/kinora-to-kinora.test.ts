import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { readMark } from '../server/src/media/provenance.ts'
import { openServer, sdkFor } from './kit/in-process.ts'
import { writeEngines } from './kit/provider/hosted.ts'
import { removeFolder, temporaryFolder, until } from './kit/server.ts'

test('one Kinora renders for another: whole, with its stills and its mark, and keeps nothing of it', async (t) => {
  const folder = temporaryFolder('two')
  const far = await openServer(join(folder, 'far'), { KINORA_ALIASES: '{"far-film":"kinora-animatic"}' })
  const model = {
    model: 'far-film',
    seconds: { min: 1, max: 20, suggested: [1] },
    sizes: ['256x256'],
    qualities: ['standard', 'high'],
    usd_per_second: 0,
    price_source: 'own machine, 2026-11-23',
    generative: false,
  }
  const there = { url: `${far.url}/v1`, key: far.key.value }
  const near = await openServer(join(folder, 'near'), {
    KINORA_ENGINES: writeEngines(folder, there, { models: [model] }),
  })
  t.after(async () => {
    await near.close()
    await far.close()
    removeFolder(folder)
  })
  const { client } = sdkFor(near)
  const order = { model: 'far-film', prompt: 'A lake at dawn', seconds: '1', size: '256x256' } as never
  const { id } = await client.videos.create(order)
  const ended = await until('the video', 60, async () => {
    const video = await client.videos.retrieve(id)
    return video.status === 'completed' || video.status === 'failed' ? video : undefined
  })
  assert.equal(ended.status, 'completed', JSON.stringify(ended.error))
  const file = join(folder, 'video.mp4')
  writeFileSync(file, Buffer.from(await (await client.videos.downloadContent(id)).arrayBuffer()))
  assert.equal((await readMark(file))?.type, 'algorithmicMedia')
  for (const [variant, type] of [
    ['thumbnail', 'image/webp'],
    ['spritesheet', 'image/jpeg'],
  ] as const) {
    const still = await client.videos.downloadContent(id, { variant })
    assert.equal(still.headers.get('content-type'), type)
    await still.arrayBuffer()
  }
  const left = await until('the far one to forget it', 10, async () => {
    const { data } = await sdkFor(far).client.videos.list()
    return data.length === 0 ? true : undefined
  })
  assert.ok(left)
})
