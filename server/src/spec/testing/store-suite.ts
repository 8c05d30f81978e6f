import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { move } from '../job.ts'
import type { Job } from '../job.ts'
import type { JobEvent, Store } from '../store.ts'
import { exampleJob } from './example-job.ts'
import { filters, pages, transactions } from './store-pages.ts'
import type { OpenForStore } from './store-pages.ts'

/** The contract every store keeps. */
export function storeSuite(name: string, open: OpenForStore): void {
  describe(`${name} keeps the store contract`, () => {
    movesAndEvents(open)
    ledger(open)
    pages(open)
    filters(open)
    transactions(open)
  })
}

function movesAndEvents(open: OpenForStore): void {
  test('a job comes back as it was written', async (t) => {
    const store = await open(t)
    const job = exampleJob('video_a', { warnings: ['a "quoted" one'], charge: 'held', estimateUsdMicros: 400_000 })
    await store.transact((rows) => rows.insertJob(job))
    assert.deepEqual(await store.job('video_a'), job)
    assert.deepEqual(await store.jobOf('owner-1', 'video_a'), job)
    assert.equal(await store.jobOf('owner-2', 'video_a'), undefined)
    assert.equal(await store.job('video_b'), undefined)
  })
  test('of many movers from one state exactly one wins', async (t) => {
    const store = await open(t)
    const job = exampleJob('video_a')
    await store.transact((rows) => rows.insertJob(job))
    const next = move(job, 'submitting', { attempt: 1 })
    const hits = await Promise.all(Array.from({ length: 8 }, () => store.transact((rows) => rows.moveJob(job, next))))
    assert.equal(hits.filter(Boolean).length, 1)
    assert.deepEqual(await typesOf(store), ['queued', 'submitting'])
  })
  test('a mover that knows an older attempt loses', async (t) => {
    const store = await open(t)
    const job = exampleJob('video_a')
    const first = move(job, 'submitting', { attempt: 1 })
    const second = move(first, 'submitting', { attempt: 2 })
    const hits = await store.transact(async (rows) => {
      await rows.insertJob(job)
      await rows.moveJob(job, first)
      return [await rows.moveJob(first, second), await rows.moveJob(first, move(first, 'running'))]
    })
    assert.deepEqual(hits, [true, false])
  })
  test('a terminal state never changes, whatever a caller tries', async (t) => {
    const store = await open(t)
    const job = exampleJob('video_a')
    const cancelled = move(job, 'cancelled')
    await store.transact(async (rows) => {
      await rows.insertJob(job)
      await rows.moveJob(job, cancelled)
    })
    const wrong = { ...cancelled, state: 'queued' } as Job
    await assert.rejects(store.transact((rows) => rows.moveJob(cancelled, wrong)))
    assert.equal((await store.job('video_a'))?.state, 'cancelled')
  })
  test('progress only rises, and only while this attempt runs', async (t) => {
    const store = await open(t)
    const job = exampleJob('video_a')
    const submitting = move(job, 'submitting', { attempt: 1 })
    const running = move(submitting, 'running')
    const raised = await store.transact(async (rows) => {
      await rows.insertJob(job)
      await rows.moveJob(job, submitting)
      const early = await rows.raiseProgress(running, 10)
      await rows.moveJob(submitting, running)
      const steps = [await rows.raiseProgress(running, 40), await rows.raiseProgress(running, 30)]
      const other = await rows.raiseProgress({ ...running, attempt: 2 }, 50)
      await rows.moveJob(running, move(running, 'storing'))
      return [early, ...steps, other]
    })
    assert.deepEqual(raised, [false, true, false, false])
    assert.equal((await store.job('video_a'))?.progress, 40)
  })
  test('listeners hear every move after its commit, and deletions, and nothing that was undone', async (t) => {
    const store = await open(t)
    const heard: string[] = []
    const stop = store.onEvent((event: JobEvent) => heard.push(`${event.type} ${event.seq}`))
    const job = exampleJob('video_a')
    await store.transact((rows) => rows.insertJob(job))
    await assert.rejects(
      store.transact(async (rows) => {
        await rows.moveJob(job, move(job, 'cancelled'))
        throw new Error('undo')
      }),
    )
    await store.transact((rows) => rows.moveJob(job, move(job, 'failed')))
    assert.equal(await store.transact((rows) => rows.deleteJob('video_a')), true)
    assert.equal(await store.transact((rows) => rows.deleteJob('video_a')), false)
    stop()
    await store.transact((rows) => rows.insertJob(exampleJob('video_b')))
    assert.deepEqual(heard, ['queued 1', 'failed 2', 'deleted 3'])
  })
}

function ledger(open: OpenForStore): void {
  test('one attempt number is written once', async (t) => {
    const store = await open(t)
    const attempt = { jobId: 'video_a', attempt: 1, engine: 'scripted', key: 'video_a-1' }
    await store.transact(async (rows) => {
      await rows.insertJob(exampleJob('video_a'))
      await rows.openAttempt(attempt)
    })
    await assert.rejects(store.transact((rows) => rows.openAttempt(attempt)))
    await assert.rejects(
      store.transact((rows) => rows.openAttempt({ ...attempt, attempt: 2 })),
      'keys are unique too',
    )
    assert.equal((await store.attempts('video_a')).length, 1)
  })
  test('an attempt is settled once, with its handle', async (t) => {
    const store = await open(t)
    const of = { jobId: 'video_a', attempt: 1 }
    const handle = { id: 'op-1', parts: [1, null] }
    const hits = await store.transact(async (rows) => {
      await rows.insertJob(exampleJob('video_a'))
      await rows.openAttempt({ ...of, engine: 'scripted', key: 'video_a-1' })
      const accepted = await rows.settleAttempt(of, 'pending', 'accepted', { handle })
      return [accepted, await rows.settleAttempt(of, 'pending', 'unknown', { error: 'late' })]
    })
    const [attempt] = await store.attempts('video_a')
    assert.deepEqual(hits, [true, false])
    assert.deepEqual([attempt?.outcome, attempt?.handle, attempt?.error], ['accepted', handle, null])
  })
  test('a deleted job takes its attempts, events and assets along', async (t) => {
    const store = await open(t)
    await store.transact(async (rows) => {
      await rows.insertJob(exampleJob('video_a'))
      await rows.openAttempt({ jobId: 'video_a', attempt: 1, engine: 'scripted', key: 'video_a-1' })
      await rows.insertAsset(assetOf('video_a'))
    })
    assert.deepEqual(await store.assets('video_a'), [assetOf('video_a')])
    await store.transact((rows) => rows.deleteJob('video_a'))
    const left = [await store.attempts('video_a'), await store.events('video_a', 0), await store.assets('video_a')]
    assert.deepEqual(left, [[], [], []])
  })
}

async function typesOf(store: Store): Promise<string[]> {
  const events = await store.events('video_a', 0)
  assert.deepEqual(
    events.map(({ seq }) => seq),
    events.map((_, index) => index + 1),
    'sequence without gaps',
  )
  return events.map(({ type }) => type)
}

function assetOf(jobId: string) {
  const place = { kind: 'video' as const, position: 0, key: `videos/${jobId}/video.mp4` }
  return { jobId, ...place, bytes: 3, sha256: 'ab', mediaType: 'video/mp4', createdAtMs: 5 }
}
