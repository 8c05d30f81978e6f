import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { errorOf, openApi } from './testing/open-api.ts'

const api = openApi()
after(() => api.close())

interface Estimate {
  model: string
  engine: string | null
  seconds: string | null
  size: string | null
  quality: string | null
  cost: { estimate_usd_micros: number | null; price_source: string | null }
  offer: { model: string; seconds: unknown } | null
  warnings: string[]
  problems: { param: string | null; code: string; message: string }[]
}

async function estimate(body: object, headers: Record<string, string> = {}): Promise<Estimate> {
  const init = {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  }
  const response = await api.ask('/v1/videos/estimates', init)
  assert.equal(response.status, 200)
  return (await response.json()) as Estimate
}

const params = ({ problems }: Estimate) => problems.map(({ param }) => param)

test('a good body is priced with what it leaves to the defaults, and nothing is made', async () => {
  const told = await estimate({ prompt: 'p', quality: 'hd' })
  assert.deepEqual(told.cost, { estimate_usd_micros: 0, price_source: 'none, 2026-11-23' })
  assert.deepEqual(
    [told.model, told.engine, told.seconds, told.size, told.quality, told.problems, told.warnings],
    ['sora-2', 'local', '4', '720x1280', 'high', [], []],
  )
  assert.deepEqual([told.offer?.model, told.offer?.seconds], ['scripted-1', { kind: 'set', values: [4, 8, 12] }])
  assert.deepEqual([api.desk.drafts, api.left()], [[], []])
})

test('everything that would be refused is named, each once and as the create would say it', async () => {
  const told = await estimate({ seconds: 7, size: 'big', quality: 'best', seed: -1, fps: 24, n: 2 })
  assert.deepEqual(params(told), ['prompt', 'size', 'quality', 'seed', 'n', 'seconds'])
  assert.match(told.problems.at(-1)?.message ?? '', /^Invalid value: '7'\. Supported values are: '4', '8', and '12'\./)
  assert.equal(told.cost.estimate_usd_micros, null, 'no price for what would not be made')
  assert.match(told.warnings[0] ?? '', /fps/)
})

test('an unknown model has no price, and the other problems are still told', async () => {
  const told = await estimate({ prompt: '', model: 'nope' })
  assert.deepEqual([told.offer, told.engine, told.cost.price_source], [null, null, null])
  assert.deepEqual(
    told.problems.map(({ code }) => code),
    ['invalid_value', 'model_not_found'],
  )
})

test('with leave to fit, the price is that of what would be made', async () => {
  const told = await estimate({ prompt: 'p', seconds: 10 }, { 'x-kinora-fit': 'nearest' })
  assert.deepEqual([told.seconds, told.problems, told.warnings.length], ['8', [], 1])
})

test('files are counted and not kept; ids and data URLs are checked', async () => {
  const body = new FormData()
  body.append('prompt', 'p')
  for (let i = 0; i < 3; i += 1) body.append('input_reference[]', new Blob(['A'.repeat(100_000)]))
  const response = await api.ask('/v1/videos/estimates', { method: 'POST', body })
  const told = (await response.json()) as Estimate
  assert.match(told.problems[0]?.message ?? '', /at most 2 reference images; 3 came/)
  assert.deepEqual(api.left(), [])
  const named = await estimate({
    prompt: 'p',
    input_reference: [{ file_id: 'file-none' }, { image_url: 'data:image/png;base64,%' }],
  })
  assert.deepEqual(params(named), ['input_reference', 'input_reference'])
  assert.match(named.problems[0]?.message ?? '', /file-none/)
  assert.deepEqual(
    (await estimate({ prompt: 'p', characters: [{ id: 'char_none' }] })).problems[0]?.param,
    'characters',
  )
})

test('a strict key hears what OpenAI would have refused', async () => {
  const { secret } = await api.keys.make({ name: 'Strict', profile: 'strict', scopes: ['videos:read'] })
  const told = await estimate({ prompt: 'p', quality: 'high' }, { authorization: `Bearer ${secret}` })
  assert.deepEqual(params(told), ['quality'])
})

test('what cannot be read is an error, as in a create', async () => {
  const post = (type: string, body: string) =>
    api.ask('/v1/videos/estimates', { method: 'POST', headers: { 'content-type': type }, body })
  assert.equal((await errorOf(await post('application/json', '{'))).code, 'invalid_body')
  assert.equal((await errorOf(await post('text/plain', 'p'))).status, 415)
  assert.equal(
    (await errorOf(await post('application/json', '{"prompt":"p","base_url":"x"}'))).code,
    'unknown_parameter',
  )
  assert.equal((await errorOf(await api.ask('/v1/videos/estimates'))).status, 405)
})

test('engines tell their class, their health and their offers', async () => {
  const list = (await (await api.ask('/v1/engines')).json()) as { data: object[] }
  const [engine] = list.data as {
    name: string
    class: string
    ready: boolean
    reason: null
    offers: { model: string }[]
  }[]
  assert.deepEqual([engine?.name, engine?.class, engine?.ready, engine?.reason], ['local', 'local', true, null])
  assert.equal(engine?.offers[0]?.model, 'scripted-1')
})

const usageOf = async (query: string) =>
  (await (await api.ask(`/v1/usage${query}`)).json()) as { from: string; to: string }

test('usage takes days in UTC, at most a year of them', async () => {
  const { from, to } = await usageOf('')
  assert.deepEqual([from, to], ['2023-10-16', '2023-11-14'])
  assert.equal((await usageOf('?from=2023-11-14')).from, '2023-11-14')
  for (const query of ['?from=yesterday', '?to=2023-02-30', '?from=2024-01-01&to=2023-01-01', '?from=2000-01-01'])
    assert.equal((await errorOf(await api.ask(`/v1/usage${query}`))).status, 400, query)
})
