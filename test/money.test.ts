import assert from 'node:assert/strict'
import { test } from 'node:test'
import OpenAI from 'openai'
import type { Video } from '../server/src/spec/video.ts'
import { HOSTED_MODEL, openHosted } from './kit/provider/hosted.ts'
import { until } from './kit/server.ts'

const order = { model: HOSTED_MODEL, prompt: 'Two people on a bridge', seconds: '2', size: '128x128' } as never

test('case 50: over budget the SDK asks once, and is told the cap, what is spent, held and needed', async (t) => {
  const { client, requests } = await openHosted(t)
  await client.put('/budgets', { body: { scope: 'server', span: 'day', usd_micros: 250_000 } })
  const first = (await client.videos.create(order)) as unknown as Video
  assert.equal(first.charge, 'held')
  const before = requests.length
  await assert.rejects(client.videos.create(order), (error) => {
    assert.ok(error instanceof OpenAI.RateLimitError, String(error))
    assert.deepEqual([error.status, error.code, error.type], [429, 'insufficient_quota', 'insufficient_quota'])
    assert.equal(error.headers.get('x-should-retry'), 'false')
    assert.match(error.message, /needs \$0\.20\. The cap of this server for the day .* is \$0\.25: .* left\.$/)
    return true
  })
  assert.equal(requests.length, before + 1, 'asked once')
  assert.equal((await client.videos.list()).data.length, 1)
})

test('a key made with caps is held to them, and its estimate tells what is left', async (t) => {
  const { client, kinora } = await openHosted(t)
  const body = { name: 'Phone', budgets: { day: 300_000, month: 900_000 } }
  const { key } = await client.post<{ key: string }>('/keys', { body })
  const phone = new OpenAI({ apiKey: key, baseURL: `${kinora.url}/v1` })
  await phone.videos.create(order)
  const told = await phone.post<{ budget: { span: string; left_usd_micros: number }; problems: { code: string }[] }>(
    '/videos/estimates',
    { body: order },
  )
  assert.deepEqual([told.budget.span, told.budget.left_usd_micros], ['day', 100_000])
  assert.deepEqual(
    told.problems.map(({ code }) => code),
    ['insufficient_quota'],
  )
  await assert.rejects(phone.videos.create(order), /The cap of this key for the day/)
  await client.videos.create(order)
})

test('what a finished video cost stays in the usage after it was deleted', async (t) => {
  const { client } = await openHosted(t)
  const { id } = await client.videos.create(order)
  const video = await until('the video', 30, async () => {
    const now = (await client.videos.retrieve(id)) as unknown as Video
    return now.status === 'completed' ? now : undefined
  })
  assert.deepEqual([video.charge, video.cost.final_usd_micros], ['charged', 200_000])
  const usage = () => client.get<{ total: { final_usd_micros: number; seconds: number } }>('/usage')
  const before = await usage()
  assert.deepEqual([before.total.final_usd_micros, before.total.seconds], [200_000, 2])
  await client.videos.delete(id)
  assert.deepEqual(await usage(), before)
})
