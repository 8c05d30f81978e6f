import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import type { Job } from '../job.ts'
import type { JobFilter, Store } from '../store.ts'
import { move } from '../job.ts'
import { exampleJob, exampleOrder } from './example-job.ts'

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

/** Lists and counts of some of an owner's jobs. */
export function filters(open: OpenForStore): void {
  const prompts = [
    'Über den Fluss, 100% sure',
    'A beach at sunset',
    'Sunset_over a city',
    'A quiet beach',
    '日本の海 beach',
  ]
  const furnish = async (t: TestContext): Promise<Store> => {
    const store = await open(t)
    await store.transact(async (rows) => {
      for (const [index, prompt] of prompts.entries()) {
        const order = { ...exampleOrder, prompt }
        const engine = index < 2 ? 'other' : 'scripted'
        const job = exampleJob(`video_${index}`, { order, createdAtMs: index, engine })
        await rows.insertJob(job)
        if (index === 1) await rows.moveJob(job, move(job, 'cancelled'))
      }
      await rows.insertJob(
        exampleJob('video_theirs', { owner: 'owner-2', order: { ...exampleOrder, prompt: 'beach' } }),
      )
    })
    return store
  }
  test('words are looked for in the prompt, each of them, in large and small letters, and signs mean themselves', async (t) => {
    const store = await furnish(t)
    const found = async (...words: string[]): Promise<string> =>
      (await store.jobsOf('owner-1', { limit: 9, order: 'asc', words })).map(({ id }) => id.at(-1)).join('')
    assert.equal(await found('beach'), '134')
    assert.equal(await found('SUNSET', 'beach'), '1')
    assert.equal(await found('über'), '0')
    assert.equal(await found('海'), '4')
    for (const [word, ids] of [
      ['%', '0'],
      ['_', '2'],
      ['100%', '0'],
      ['sunset_', '2'],
      ['\\', ''],
      ["'; drop table job; --", ''],
      ['"prompt"', ''],
    ] as const)
      assert.equal(await found(word), ids, word)
  })
  test('states, engine and page go together, and counts agree with the lists', async (t) => {
    const store = await furnish(t)
    const ids = async (filter: JobFilter, after?: Job) =>
      (await store.jobsOf('owner-1', { limit: 2, order: 'asc', ...filter, ...(after && { after }) })).map(
        ({ id }) => id,
      )
    assert.deepEqual(await ids({ states: ['queued'], words: ['beach'] }), ['video_3', 'video_4'])
    assert.deepEqual(await ids({ words: ['beach'] }, await store.job('video_1')), ['video_3', 'video_4'])
    assert.deepEqual(await ids({ engine: 'other' }), ['video_0', 'video_1'])
    assert.deepEqual(await ids({ states: [] }), [])
    assert.deepEqual(await store.countJobs('owner-1', {}), [
      { state: 'cancelled', engine: 'other', jobs: 1 },
      { state: 'queued', engine: 'other', jobs: 1 },
      { state: 'queued', engine: 'scripted', jobs: 3 },
    ])
    assert.deepEqual(await store.countJobs('owner-1', { words: ['beach'], states: ['cancelled'] }), [
      { state: 'cancelled', engine: 'other', jobs: 1 },
    ])
    assert.deepEqual(await store.countJobs('nobody', {}), [])
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
