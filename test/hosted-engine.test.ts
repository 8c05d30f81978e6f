import assert from 'node:assert/strict'
import { test } from 'node:test'
import { HOSTED_MODEL, openHosted } from './kit/provider/hosted.ts'
import { until } from './kit/server.ts'

test('a video is made on another server: queued, rendered there, paid there, kept here', async (t) => {
  const { client, provider, kinora } = await openHosted(t)
  const order = { model: HOSTED_MODEL, prompt: 'Two people on a bridge', seconds: '1', size: '128x128' } as never
  const made = await client.videos.create(order)
  const ended = await until('the video', 20, async () => {
    const video = await client.videos.retrieve(made.id)
    return video.status === 'completed' || video.status === 'failed' ? video : undefined
  })
  assert.equal(ended.status, 'completed', JSON.stringify(ended.error))
  const bytes = Buffer.from(await (await client.videos.downloadContent(made.id)).arrayBuffer())
  assert.equal(bytes.toString('latin1', 4, 8), 'ftyp')
  const book = provider.account.report()
  assert.deepEqual([Object.values(book.renders), book.chargedUsdMicros], [[1], 100_000])
  assert.equal((ended as unknown as { cost: { final_usd_micros: number } }).cost.final_usd_micros, 100_000)
  const headers = { authorization: `Bearer ${kinora.key.value}` }
  const engines = (await (await fetch(`${kinora.url}/v1/engines`, { headers })).json()) as {
    data: { name: string; ready: boolean }[]
  }
  assert.deepEqual(
    engines.data.map(({ name, ready }) => [name, ready]),
    [
      ['local', true],
      ['hosted', true],
    ],
  )
})
