import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import { createEstimateDesk } from '../jobs/desk/estimate.ts'
import { createMoneyDesk } from '../jobs/money-desk.ts'
import { move } from '../spec/job.ts'
import { exampleJob } from '../spec/testing/example-job.ts'
import { ScriptedEngine, paidOffer } from '../spec/testing/scripted-engine.ts'
import { openStore } from '../store/open-store.ts'
import { budgetSchema, chargeSchema, entrySchema } from './openapi/money-operations.ts'
import { pageOf } from './openapi/schemas.ts'
import { errorOf, openApi } from './testing/open-api.ts'

const now = () => Date.parse('2026-11-23T12:00:00Z')

/** The API on real books. */
async function opened(t: TestContext) {
  const folder = await mkdtemp(join(tmpdir(), 'kinora-money-'))
  const rooms = await openStore({ folder: join(folder, 'data'), now })
  const engine = new ScriptedEngine({ name: 'scripted', offers: [paidOffer] })
  const estimates = createEstimateDesk([engine], {}, { money: rooms.money, now })
  const api = openApi(undefined, { money: createMoneyDesk({ ...rooms, now }), estimates })
  t.after(async () => {
    api.close()
    await rooms.close()
    await rm(folder, { recursive: true, force: true })
  })
  const send = (method: string, path: string, body: unknown, key?: string) =>
    api.ask(path, {
      method,
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json', ...(key && { authorization: `Bearer ${key}` }) },
    })
  return { ...api, rooms, send }
}
type Opened = Awaited<ReturnType<typeof opened>>

/** A job that ended, and nobody knows whether it was paid for. */
async function unknownCharge({ rooms }: Opened, id: string): Promise<void> {
  const job = exampleJob(id, { owner: 'anna', charge: 'held', estimateUsdMicros: 400_000, createdAtMs: now() })
  await rooms.store.transact(async (rows) => {
    await rows.insertJob(job)
    await rows.moveJob(job, move(job, 'failed', { charge: 'unknown', endedAtMs: now() }))
  })
}

interface Charge {
  charge: string
  spent_usd_micros: number
  decided_by: string | null
}

test('a cap is set, shown with what is left, and lifted', async (t) => {
  const api = await opened(t)
  await unknownCharge(api, 'video_a')
  const set = await api.send('PUT', '/v1/budgets', { scope: 'owner:anna', span: 'day', usd_micros: 1_000_000 })
  const budget = budgetSchema.strict().parse(await set.json())
  assert.deepEqual(
    [budget.period, budget.held_usd_micros, budget.left_usd_micros],
    ['day:2026-11-23', 400_000, 600_000],
  )
  const { data } = (await (await api.ask('/v1/budgets')).json()) as { data: unknown[] }
  const all = data.map((one) => budgetSchema.strict().parse(one))
  assert.deepEqual(
    all.map(({ scope, span, cap_usd_micros }) => [scope, span, cap_usd_micros]),
    ['server', 'owner:anna'].flatMap((scope) =>
      ['day', 'month', 'total'].map((span) => [scope, span, scope !== 'server' && span === 'day' ? 1_000_000 : null]),
    ),
  )
  await api.send('PUT', '/v1/budgets', { scope: 'owner:anna', span: 'day', usd_micros: null })
  const lifted = (await (await api.ask('/v1/budgets?scope=owner:anna')).json()) as { data: typeof all }
  assert.equal(lifted.data[0]?.left_usd_micros, null)
  const [last] = await api.rooms.audit.page({ limit: 1, order: 'desc' })
  assert.deepEqual([last?.actor, last?.action, last?.object], ['operator', 'budget.set', 'owner:anna'])
})

test('an unknown charge waits, is decided once with what it cost, and the ledger tells by whom', async (t) => {
  const api = await opened(t)
  for (const id of ['video_a', 'video_b']) await unknownCharge(api, id)
  await api.rooms.store.transact((rows) => rows.deleteJob('video_b'))
  const waiting = pageOf(chargeSchema.strict()).parse(await (await api.ask('/v1/charges')).json())
  assert.equal(waiting.data.length, 2)
  const settled = await api.send('POST', '/v1/videos/video_a/charge', { decision: 'charged', usd_micros: 350_000 })
  const charge = (await settled.json()) as Charge
  assert.deepEqual([charge.charge, charge.spent_usd_micros, charge.decided_by], ['charged', 350_000, 'operator'])
  const released = await api.send('POST', '/v1/videos/video_b/charge', { decision: 'none' })
  assert.equal(((await released.json()) as Charge).charge, 'none')
  const again = await errorOf(await api.send('POST', '/v1/videos/video_a/charge', { decision: 'none' }))
  assert.deepEqual([again.status, again.code], [400, 'charge_not_unknown'])
  assert.match(again.message, /'charged' \(\$0\.35\), decided before/)
  const ledger = pageOf(entrySchema.strict()).parse(await (await api.ask('/v1/ledger?order=asc&limit=3')).json())
  assert.deepEqual([ledger.data.length, ledger.has_more], [3, true])
  const rest = await api.ask(`/v1/ledger?order=asc&after=${ledger.last_id}`)
  assert.deepEqual(
    ((await rest.json()) as { data: { kind: string; decided_by: string }[] }).data.map((one) => [
      one.kind,
      one.decided_by,
    ]),
    [['release', 'operator']],
  )
  const decided = (await (await api.ask('/v1/charges?decided=true&limit=1')).json()) as {
    has_more: boolean
    last_id: string
  }
  assert.equal(decided.has_more, true)
  const next = await api.ask(`/v1/charges?decided=true&after=${decided.last_id}`)
  assert.equal(((await next.json()) as { data: unknown[] }).data.length, 1)
  const ofOne = (await (await api.ask('/v1/ledger?video_id=video_a')).json()) as { data: unknown[] }
  assert.equal(ofOne.data.length, 2)
})

test('an estimate tells the tightest cap, and what would refuse the create', async (t) => {
  const api = await opened(t)
  await api.send('PUT', '/v1/budgets', { scope: 'server', span: 'total', usd_micros: 900_000 })
  await api.send('PUT', '/v1/budgets', { scope: 'key:operator', span: 'month', usd_micros: 500_000 })
  const estimate = async (seconds: number) => {
    const asked = await api.send('POST', '/v1/videos/estimates', { prompt: 'A lake', model: 'scripted-1', seconds })
    const { budget, problems } = (await asked.json()) as {
      budget: { scope: string; left_usd_micros: number }
      problems: { code: string }[]
    }
    return [budget.scope, budget.left_usd_micros, problems.map(({ code }) => code)]
  }
  assert.deepEqual(await estimate(4), ['key:operator', 500_000, []])
  assert.deepEqual(await estimate(8), ['key:operator', 500_000, ['insufficient_quota']])
})

test('money is for keys with the scope admin alone', async (t) => {
  const api = await opened(t)
  await unknownCharge(api, 'video_a')
  const { secret } = await api.keys.make(
    { name: 'Anna', owner: 'anna', scopes: ['videos:read', 'videos:write', 'files', 'webhooks'] },
    'cli',
  )
  const refused = [
    api.send('PUT', '/v1/budgets', { scope: 'server', span: 'day', usd_micros: null }, secret),
    api.send('POST', '/v1/videos/video_a/charge', { decision: 'none' }, secret),
    ...['budgets', 'ledger', 'charges'].map((path) =>
      api.ask(`/v1/${path}`, { headers: { authorization: `Bearer ${secret}` } }),
    ),
  ]
  for (const answer of await Promise.all(refused)) assert.equal((await errorOf(answer)).code, 'missing_scope')
  assert.equal((await api.rooms.money.bill('video_a'))?.charge, 'unknown')
})

test('what cannot be meant is refused by name and changes nothing', async (t) => {
  const api = await opened(t)
  await unknownCharge(api, 'video_a')
  const cap = { scope: 'server', span: 'day', usd_micros: 5 }
  const charge = '/v1/videos/video_a/charge'
  const bad: readonly (readonly [method: string, path: string, body: unknown, code: string, param: string | null])[] = [
    ['PUT', '/v1/budgets', { ...cap, scope: 'everyone' }, 'invalid_value', 'scope'],
    ['PUT', '/v1/budgets', { ...cap, scope: 'owner:' }, 'invalid_value', 'scope'],
    ['PUT', '/v1/budgets', { ...cap, scope: ['server'] }, 'invalid_value', 'scope'],
    ['PUT', '/v1/budgets', { ...cap, scope: 'key:key_nope' }, 'key_not_found', 'scope'],
    ['PUT', '/v1/budgets', { ...cap, span: 'year' }, 'invalid_value', 'span'],
    ['PUT', '/v1/budgets', { ...cap, usd_micros: -1 }, 'invalid_value', 'usd_micros'],
    ['PUT', '/v1/budgets', { ...cap, usd_micros: 0.5 }, 'invalid_value', 'usd_micros'],
    ['PUT', '/v1/budgets', { ...cap, usd_micros: '5' }, 'invalid_value', 'usd_micros'],
    ['PUT', '/v1/budgets', { ...cap, usd_micros: 2e15 }, 'invalid_value', 'usd_micros'],
    ['PUT', '/v1/budgets', { scope: 'server', span: 'day' }, 'missing_required_parameter', 'usd_micros'],
    ['PUT', '/v1/budgets', { ...cap, base_url: 'x' }, 'unknown_parameter', 'base_url'],
    ['PUT', '/v1/budgets', [], 'invalid_body', null],
    ['POST', charge, {}, 'missing_required_parameter', 'decision'],
    ['POST', charge, { decision: 'maybe' }, 'invalid_value', 'decision'],
    ['POST', charge, { decision: 'charged', usd_micros: 0 }, 'invalid_value', 'usd_micros'],
    ['POST', charge, { decision: 'charged', usd_micros: 2e12 }, 'invalid_value', 'usd_micros'],
    ['POST', charge, { decision: 'none', usd_micros: 5 }, 'invalid_value', 'usd_micros'],
    ['POST', '/v1/videos/video_nope/charge', { decision: 'none' }, 'video_not_found', null],
  ]
  for (const [method, path, body, code, param] of bad) {
    const error = await errorOf(await api.send(method, path, body))
    assert.deepEqual([error.code, error.param], [code, param], JSON.stringify(body))
    assert.ok(error.status < 405)
  }
  for (const path of ['ledger?after=7', 'ledger?limit=101', 'charges?after=video_nope', 'charges?decided=1'])
    assert.equal((await errorOf(await api.ask(`/v1/${path}`))).code, 'invalid_value', path)
  assert.equal((await api.ask('/v1/budgets', { method: 'POST' })).status, 405)
  assert.deepEqual(await api.rooms.money.capped(), [])
  assert.equal((await api.rooms.money.bill('video_a'))?.charge, 'unknown')
})
