import assert from 'node:assert/strict'
import { test } from 'node:test'
import type OpenAI from 'openai'
import sharp from 'sharp'
import { HOSTED_MODEL, openHosted } from './kit/provider/hosted.ts'
import { until } from './kit/server.ts'

async function complete(client: OpenAI, prompt: string): Promise<string> {
  const { id } = await client.videos.create({ model: HOSTED_MODEL, prompt, seconds: '2', size: '128x128' } as never)
  await until('the video', 30, async () => (await client.videos.retrieve(id)).status === 'completed' || undefined)
  return id
}

for (const dialect of ['vllm-omni', 'sglang'])
  test(`a video of a server that draws no stills (${dialect}) has both, made here`, async (t) => {
    const { client, provider } = await openHosted(t, { engine: { dialect } })
    const id = await complete(client, 'Two people on a bridge')
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

test('a paid video of which nothing can be decoded is kept whole, without stills', async (t) => {
  const { client, provider } = await openHosted(t, { engine: { dialect: 'vllm-omni' } })
  const id = await complete(client, 'A bridge [fault:U27n]')
  assert.equal((await client.videos.downloadContent(id)).status, 200)
  for (const variant of ['thumbnail', 'spritesheet'] as const)
    await assert.rejects(client.videos.downloadContent(id, { variant }), { status: 404 })
  assert.deepEqual(Object.values(provider.account.report().renders), [1])
})
