import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { promise } from '../kit/promise.ts'
import { hostedOffer, openBench } from '../kit/provider/bench.ts'
import { openJobsHouse } from '../kit/provider/jobs-house.ts'
import type { ProviderOptions } from '../kit/provider/provider.ts'

const PATIENT = { submitMs: 4_000, askMs: 2_000 } as const

/** One provider and one engine of it, whose key may be wrong at first. */
async function open(t: TestContext, options: ProviderOptions = {}, key?: string) {
  const bench = await openBench(options)
  t.after(() => bench.close())
  const engine = bench.engine({ name: 'hosted', limits: PATIENT, ...(key !== undefined && { key }) })
  const house = await openJobsHouse(t, [engine])
  return { ...bench, house, create: (prompt = 'A bridge') => house.create(prompt, hostedOffer.model) }
}

const BRIEF = 60_000
const LONG = 1_200_000

promise(
  'P5',
  'a provider that is away, or whose certificate is bad, costs nothing; back in time, the job goes on',
  async (t) => {
    const away = await open(t)
    await away.provider.refuse()
    const lost = await away.create()
    await away.house.pass(LONG, 500, [lost])
    const failed = await away.house.job(lost)
    assert.deepEqual([failed.fault?.code, failed.charge], ['engine_unavailable', 'none'])
    const waiting = await away.create()
    await away.house.pass(2_000, 50, [waiting])
    await away.provider.open()
    await away.house.pass(BRIEF, 50, [waiting])
    assert.equal((await away.house.job(waiting)).state, 'completed')
    assert.equal(away.provider.account.report().chargedUsdMicros, 100_000)
    const strange = await open(t, { badTls: true })
    const refused = await strange.create()
    await strange.house.pass(LONG, 500, [refused])
    const unsent = await strange.house.job(refused)
    assert.deepEqual([unsent.fault?.code, unsent.charge], ['engine_unavailable', 'none'])
    assert.equal(strange.provider.seen.length, 0)
    return 'U1 and U35: 2 of 2 failed free, 1 of 1 completed, 0 bytes through the bad certificate'
  },
)

promise(
  'P5',
  'a key or an account that fails pauses the engine, tells the operator once, and holds the others back',
  async (t) => {
    const faults = ['U9', 'U9b', 'U10', 'U10b']
    for (const fault of faults) {
      const { house, provider, create } = await open(t)
      const first = await create(`A bridge [fault:${fault}]`)
      await house.pass(BRIEF, 50, [first])
      const job = await house.job(first)
      assert.deepEqual([job.fault?.code, job.charge], ['engine_unavailable', 'none'], fault)
      const told = house.troubles.filter((text) => text.includes('EngineStopped'))
      assert.equal(told.length, 1, fault)
      // The account is well again: after a look at it, the next one goes through.
      const next = await create()
      await house.pass(10_000, 50, [next])
      assert.equal((await house.job(next)).state, 'queued', fault)
      await house.pass(300_000, 50, [next])
      assert.equal((await house.job(next)).state, 'completed', fault)
      assert.equal(provider.account.report().chargedUsdMicros, 100_000, fault)
    }
    return `${faults.length} of ${faults.length}`
  },
)

promise(
  'P5',
  'a job never gets the film of another order, and a provider that forgot everything loses its jobs',
  async (t) => {
    const { house, provider, create, alarms } = await open(t)
    const first = await create()
    await house.pass(BRIEF, 50, [first])
    const second = await create('A bridge [fault:U7]')
    await house.pass(LONG, 500, [second])
    // Told the first one's id, it did not take it; asked again under its own key, it got its own.
    assert.equal((await house.job(second)).state, 'completed')
    const downloads = [...provider.account.renders.values()].map((render) => render.downloads)
    assert.deepEqual(downloads, [1, 1])
    assert.ok(alarms.length > 0)
    const third = await create('A bridge [fault:U22]')
    await house.timing.until('the third runs', async () => (await house.job(third)).state === 'running')
    provider.forget()
    await house.pass(LONG, 500, [third])
    assert.equal((await house.job(third)).fault?.code, 'engine_lost')
    assert.deepEqual(Object.values(provider.account.report().renders), [1, 1, 1])
    return 'U7 and U39: 0 foreign films, 3 renders for 3 orders'
  },
)

promise('P5', 'a cancel that came too late is told as what it is', async (t) => {
  const { house, provider, create } = await open(t, { readyAt: 1_000 })
  const late = await create('A bridge [fault:U32]')
  const early = await create()
  for (const id of [late, early]) {
    await house.timing.until('it runs', async () => (await house.job(id)).state === 'running')
    await house.cancel(id)
  }
  const charges = async () => Promise.all([late, early].map(async (id) => (await house.job(id)).charge))
  await house.timing.until('the engine has told', async () => !(await charges()).includes('unknown'), 500)
  const [lateJob, earlyJob] = [await house.job(late), await house.job(early)]
  assert.deepEqual([lateJob.state, lateJob.charge, lateJob.finalUsdMicros], ['cancelled', 'charged', 100_000])
  assert.deepEqual([earlyJob.state, earlyJob.charge], ['cancelled', 'none'])
  assert.equal(provider.account.report().chargedUsdMicros, 100_000)
  return 'U32: charged as the provider did, 1 of 1; in time free, 1 of 1'
})
