import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import type { Job } from '../job.ts'
import type { Store } from '../store.ts'
import { exampleJob } from './example-job.ts'

/** Opens a store that lives as long as the test. */
export type OpenForStore = (t: TestContext) => Promise<Store>

/** Lists in pages. */
export function pages(open: OpenForStore): void {
  test('pages neither repeat nor skip while jobs arrive, also among equal times', async (t) => {
    const store = await open(t)
    const times = [5, 5, 5, 6, 6, 4]
    for (const [index, createdAtMs] of times.entries()) await insert(store, `video_${index}`, createdAtMs)
    const seen: string[] = []
    let after: Job | undefined
    for (let turn = 0; turn < 10; turn += 1) {
      const page = await store.jobsOf('owner-1', { limit: 2, order: 'desc', ...(after && { after }) })
      if (page.length === 0) break
      seen.push(...page.map((job) => job.id))
      after = page.at(-1)
      await insert(store, `video_new${turn}`, 100 + turn)
    }
    assert.deepEqual(seen, ['video_4', 'video_3', 'video_2', 'video_1', 'video_0', 'video_5'])
    const first = await store.jobsOf('owner-1', { limit: 3, order: 'asc' })
    assert.deepEqual(
      first.map((job) => job.id),
      ['video_5', 'video_0', 'video_1'],
    )
    assert.deepEqual(await store.jobsOf('owner-2', { limit: 9, order: 'asc' }), [])
    assert.deepEqual(await store.jobsOf('owner-1', { limit: 0, order: 'asc' }), [])
  })
}

/** Transactions among each other. */
export function transactions(open: OpenForStore): void {
  test('transactions do not mix: each sees all of another or nothing', async (t) => {
    const store = await open(t)
    const works = Array.from({ length: 20 }, (_, index) =>
      store.transact(async (rows) => {
        await rows.insertJob(exampleJob(`video_${index}`))
        await Promise.resolve()
        if (index % 3 === 0) throw new Error('undo')
        await rows.openAttempt({ jobId: `video_${index}`, attempt: 1, engine: 'scripted', key: `k${index}` })
      }),
    )
    const results = await Promise.allSettled(works)
    assert.equal(results.filter(({ status }) => status === 'fulfilled').length, 13)
    for (let index = 0; index < 20; index += 1) {
      const whole = index % 3 !== 0
      assert.equal((await store.job(`video_${index}`)) !== undefined, whole)
      assert.equal((await store.attempts(`video_${index}`)).length, whole ? 1 : 0)
    }
  })
}

async function insert(store: Store, id: string, createdAtMs: number): Promise<void> {
  await store.transact((rows) => rows.insertJob(exampleJob(id, { createdAtMs })))
}
