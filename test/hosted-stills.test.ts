import assert from 'node:assert/strict'
import { test } from 'node:test'
import sharp from 'sharp'
import { HOSTED_MODEL, openHosted } from './kit/provider/hosted.ts'
import { until } from './kit/server.ts'

for (const dialect of ['vllm-omni', 'sglang'])
  test(`a video of a server that draws no stills (${dialect}) has both, made here`, async (t) => {
    const { client, provider } = await openHosted(t, { engine: { dialect } })
    const order = { model: HOSTED_MODEL, prompt: 'Two people on a bridge', seconds: '2', size: '128x128' } as never
    const { id } = await client.videos.create(order)
    await until('the video', 30, async () => (await client.videos.retrieve(id)).status === 'completed' || undefined)
    for (const [variant, type, width, height] of [
      ['thumbnail', 'image/webp', 128, 128],
      ['spritesheet', 'image/jpeg', 512, 512],
    ] as const) {
      const answer = await client.videos.downloadContent(id, { variant })
      assert.deepEqual([answer.status, answer.headers.get('content-type')], [200, type])
      const picture = await sharp(Buffer.from(await answer.arrayBuffer())).metadata()
      assert.deepEqual([`image/${picture.format}`, picture.width, picture.height], [type, width, height])
    }
    const asked = provider.seen.filter(({ path }) => path.includes('/content')).map(({ path }) => path)
    assert.equal(asked.length, 1, asked.join())
  })
