import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import { move } from '../spec/job.ts'
import type { JobIn } from '../spec/job.ts'
import type { Store } from '../spec/store.ts'
import { exampleJob } from '../spec/testing/example-job.ts'
import { openStore } from './open-store.ts'

const DAY = 86_400_000
const today = Date.parse('2026-11-23T00:00:00Z')

async function opened(t: TestContext) {
  const folder = await mkdtemp(join(tmpdir(), 'kinora-usage-'))
  const store = await openStore({ folder: join(folder, 'data'), now: () => today })
  t.after(async () => {
    await store.close()
    await rm(folder, { recursive: true, force: true })
  })
  return store
}

let count = 0
function job(changes: Partial<JobIn<'queued'>>): JobIn<'queued'> {
  count += 1
  const base = exampleJob(`video_${count}`)
  return { ...base, owner: 'anna', engine: 'local', createdAtMs: today, estimateUsdMicros: 100, ...changes }
}

type Broken = 'none' | 'charged' | 'unknown'

/** Writes a job and moves it to its end, step by step, as the driver would. */
async function keep(store: Store, from: JobIn<'queued'>, end?: 'completed' | Broken): Promise<void> {
  await store.transact(async (rows) => {
    await rows.insertJob(from)
    if (end === undefined) return
    const submitting = move(from, 'submitting')
    await rows.moveJob(from, submitting)
    if (end !== 'completed') {
      const finalUsdMicros = end === 'none' ? 0 : null
      await rows.moveJob(submitting, move(submitting, 'failed', { charge: end, finalUsdMicros }))
      return
    }
    const running = move(submitting, 'running')
    const storing = move(running, 'storing')
    await rows.moveJob(submitting, running)
    await rows.moveJob(running, storing)
    await rows.moveJob(storing, move(storing, 'completed', { finalUsdMicros: 90, charge: 'charged' }))
  })
}

test('usage counts each owner’s rows by day and engine, and money only as it stands in them', async (t) => {
  const { store, usage } = await opened(t)
  const done = job({})
  await keep(store, done, 'completed')
  const order = { ...done.order, seconds: 12 }
  const source = { kind: 'extend', made: 'here', seconds: 8, extensions: 1, key: 'k', bytes: 1, sha256: 'ab' } as const
  const longer = job({ order: { ...order, source } })
  await keep(store, longer, 'completed')
  for (const charge of ['none', 'charged', 'unknown'] as const) await keep(store, job({}), charge)
  await keep(store, job({ charge: 'held', createdAtMs: today + DAY - 1 }))
  await keep(store, job({ engine: 'other', createdAtMs: today - 1 }))
  await keep(store, job({ owner: 'ben' }))
  await keep(store, job({ createdAtMs: today + DAY }))

  const rows = await usage.usage('anna', '2026-11-22', '2026-11-23')
  assert.deepEqual(
    rows.map(({ day, engine, videos }) => [day, engine, videos]),
    [
      ['2026-11-23', 'local', 6],
      ['2026-11-22', 'other', 1],
    ],
  )
  const { day: _, engine: __, ...sums } = { ...rows[0] }
  assert.deepEqual(sums, {
    videos: 6,
    completed: 2,
    failed: 3,
    charged: 3,
    failedCharged: 1,
    unsettled: 2,
    seconds: done.order.seconds + 4,
    estimateUsdMicros: 600,
    finalUsdMicros: 180,
  })
  assert.deepEqual(await usage.usage('nobody', '2026-11-22', '2026-11-23'), [])
})
