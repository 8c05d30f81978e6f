import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openBench } from '../../../../test/kit/provider/bench.ts'
import { EngineStopped, NotStarted, Refused } from '../../spec/engine-errors.ts'
import { Fault } from '../../spec/fault.ts'
import { finish } from '../../spec/testing/engine-suite.ts'

// Each U is one of reliability.md section 5; the whole life of a job under it is in test/promises/p05-*.test.ts.
const bench = await openBench()
after(() => bench.close())
const { provider } = bench
const engine = bench.engine({ dialect: 'openai' })
const signal = AbortSignal.timeout(60_000)

async function submitUnder(fault: string) {
  const request = bench.request(`A bridge [fault:${fault}]`)
  const before = provider.account.renders.size
  const thrown: unknown = await engine.start(request, signal).catch((error: unknown) => error)
  return { thrown, request, begun: provider.account.renders.size - before }
}

const ambiguous: readonly (readonly [string, string])[] = [
  ['U2', 'silence after the order was sent'],
  ['U3', 'a reset after the order was sent'],
  ['U4', 'an answer cut off'],
  ['U4b', 'an answer that is half a JSON'],
  ['U5', 'an HTML page'],
  ['U6', 'an answer without an id'],
  ['U6b', 'an id that would lead elsewhere'],
  ['U13', 'a 500'],
  ['U13b', 'a 502 as a page'],
]
for (const [code, what] of ambiguous)
  test(`${code}: ${what} leaves it open whether the render began`, async () => {
    const { thrown, begun } = await submitUnder(code)
    assert.ok(thrown instanceof Error, String(thrown))
    for (const Sure of [NotStarted, Refused, EngineStopped]) assert.ok(!(thrown instanceof Sure), thrown.name)
    // No cause whose code could pass for "never sent", no address, no key.
    assert.equal(thrown.cause, undefined)
    assert.ok(!/127\.0\.0\.1|sk-/.test(thrown.message), thrown.message)
    assert.equal(begun, 1)
  })

test('U1: a refused connection surely began nothing', async () => {
  await provider.refuse()
  try {
    const { thrown, begun } = await submitUnder('U0')
    assert.ok(thrown instanceof NotStarted && thrown.retryAfterMs === undefined, String(thrown))
    assert.equal(begun, 0)
  } finally {
    await provider.open()
  }
})

test('U1: an order that breaks off before its last byte surely began nothing', async () => {
  const broken = bench.request()
  const failing = new ReadableStream<Uint8Array>({ pull: () => Promise.reject(new Error('the disk is gone')) })
  const reference = { key: 'x', mediaType: 'image/png', width: 64, height: 64, bytes: 50_000, sha256: '' } as const
  const before = provider.account.renders.size
  const order = { ...broken.order, references: [reference] }
  const start = bench.engine().start({ ...broken, order, photo: async () => failing }, signal)
  await assert.rejects(start, NotStarted)
  assert.equal(provider.account.renders.size, before)
})

test('what cannot be prepared surely began nothing', async (t) => {
  const alone = await openBench()
  t.after(() => alone.close())
  const opaque = alone.engine({ dialect: 'openai' })
  const reference = { key: 'x', mediaType: 'image/png', width: 64, height: 64, bytes: 50, sha256: '' } as const
  const gone = { photo: async () => Promise.reject(new Error('the disk is gone')) }
  await assert.rejects(
    opaque.start({ ...alone.request('A', { references: [reference] }), ...gone }, signal),
    NotStarted,
  )
  // Said of the order itself: asking again would not help.
  const frames = { compose: async () => Promise.reject(new Fault('invalid_value', 'Too large to compose.')) }
  const picky = alone.engine({ dialect: 'openai', frames })
  const refused = picky.start(alone.request('A', { references: [reference] }), signal)
  await assert.rejects(refused, (thrown) => thrown instanceof Refused && thrown.fault.code === 'invalid_reference')
  await assert.rejects(opaque.start(alone.request(), AbortSignal.abort()), NotStarted)
  assert.equal(alone.provider.seen.length, 0)
})

test('U12: 429 surely began nothing, and says when to come back', async () => {
  const { thrown, begun } = await submitUnder('U12')
  assert.ok(thrown instanceof NotStarted && thrown.retryAfterMs === 1_000, String(thrown))
  assert.equal(begun, 0)
})

test('U8: a 400 is final, free, and told without addresses or keys', async () => {
  const { thrown, begun } = await submitUnder('U8')
  assert.ok(thrown instanceof Refused, String(thrown))
  assert.deepEqual([thrown.fault.code, thrown.costUsdMicros, begun], ['engine_error', 0, 0])
  assert.match(thrown.fault.message, /Invalid value: '7'\. See \[address\]/)
  assert.ok(!/sk-|provider\.example/.test(thrown.fault.message), thrown.fault.message)
})

for (const [code, what] of [
  ['U9', '401'],
  ['U9b', '403'],
  ['U10', '402'],
  ['U10b', '429 for want of credit'],
] as const)
  test(`${code}: ${what} stops the engine, not only the order`, async () => {
    const { thrown, begun } = await submitUnder(code)
    assert.ok(thrown instanceof EngineStopped, String(thrown))
    assert.equal(thrown.fault.code, 'engine_unavailable')
    assert.equal(begun, 0)
    assert.ok(!thrown.message.includes(provider.key))
  })

test('U11: a model that is gone is final and free', async () => {
  const { thrown, begun } = await submitUnder('U11')
  assert.ok(thrown instanceof Refused && thrown.fault.code === 'engine_unavailable', String(thrown))
  assert.equal(begun, 0)
})

test('U14: a redirect is not followed: nobody there sees the order or the key', async () => {
  const { thrown, begun } = await submitUnder('U14')
  assert.ok(thrown instanceof Refused && thrown.fault.code === 'engine_unavailable', String(thrown))
  assert.equal(begun, 0)
  assert.equal(provider.seen.filter(({ door }) => door === 'elsewhere').length, 0)
})

for (const code of ['U40', 'U40b', 'U40c', 'U40d', 'U40e', 'U40f'])
  test(`${code}: a refusal by moderation is known as one in this shape too`, async () => {
    const { thrown } = await submitUnder(code)
    assert.ok(thrown instanceof Refused, String(thrown))
    assert.equal(thrown.fault.code, 'moderation_blocked')
  })

test('U7: an id that belongs to another order is refused, and the operator is told', async () => {
  const first = bench.request('The first')
  await engine.start(first, signal)
  const { thrown } = await submitUnder('U7')
  assert.ok(thrown instanceof Error && !(thrown instanceof Refused), String(thrown))
  assert.match(bench.alarms.join(), /named a render for one order that it had named for another/)
})

test('U35: a certificate nobody vouches for carries no order', async (t) => {
  const strange = await openBench({ badTls: true })
  t.after(() => strange.close())
  const client = strange.engine()
  await assert.rejects(client.start(strange.request(), signal), NotStarted)
  assert.equal((await client.probe(signal)).ready, false)
  assert.equal(strange.provider.seen.length, 0)
})

test('an idempotent server gets the same key on each try, and begins once', async () => {
  const request = bench.request('A bridge [fault:U3x2]')
  const client = bench.engine({ dialect: 'kinora' })
  for (let times = 0; times < 2; times += 1) await assert.rejects(client.start(request, signal))
  await finish(client, await client.start(request, signal), signal)
  assert.equal(provider.account.submits.get(request.key), 3)
  assert.equal(provider.account.report().renders[request.key], 1)
})

test('a findable server is searched by our reference', async () => {
  const client = bench.engine({ dialect: 'openai', class: 'findable', referenceField: 'metadata[reference]' })
  const request = bench.request('A bridge [fault:U3]')
  await assert.rejects(client.start(request, signal))
  const found = await client.find?.(request.key, 0, signal)
  assert.ok(found !== undefined && found !== 'absent')
  assert.equal((await client.poll(found.handle, signal)).state, 'running')
  assert.equal(await client.find?.('never-sent', 0, signal), 'absent')
})
