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

test('U30, U31: what claims to come from an engine changes nothing: there is no way in for it', async (t) => {
  const { client, provider, kinora } = await openHosted(t, { readyAt: 1_000 })
  const order = { model: HOSTED_MODEL, prompt: 'A bridge', seconds: '1', size: '128x128' } as never
  const { id } = await client.videos.create(order)
  await until('the engine to have it', 20, async () => provider.account.report().running || undefined)
  const before = await client.videos.retrieve(id)
  const forged = { id, object: 'video', status: 'completed', url: `${provider.elsewhere}/files/x` }
  const body = JSON.stringify({ type: 'video.completed', data: forged, ...forged })
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${provider.key}` }
  for (const path of ['', `/${id}`, `/${id}/callback`, '/callbacks', `/${id}/complete`])
    for (let times = 0; times < 2; times += 1) {
      const { status } = await fetch(`${kinora.url}/v1/videos${path}`, { method: 'POST', headers, body })
      assert.ok(status === 401 || status === 404 || status === 405, `${path}: ${status}`)
    }
  assert.deepEqual([before.status, (await client.videos.retrieve(id)).status], ['in_progress', 'in_progress'])
  assert.equal(provider.seen.filter(({ door }) => door === 'elsewhere').length, 0)
})

test('a server without stills is asked for its video once, and the job completes', async (t) => {
  const { client, provider } = await openHosted(t)
  const prompt = 'A bridge [fault:U27s]'
  const { id } = await client.videos.create({ model: HOSTED_MODEL, prompt, seconds: '1', size: '128x128' } as never)
  await until('the video', 20, async () =>
    (await client.videos.retrieve(id)).status === 'completed' ? true : undefined,
  )
  assert.deepEqual(
    [...provider.account.renders.values()].map(({ downloads }) => downloads),
    [1],
  )
})
