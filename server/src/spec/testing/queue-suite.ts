import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { TestContext } from 'node:test'
import type { Entry, Queue } from '../queue.ts'
import type { Store } from '../store.ts'
import { exampleJob } from './example-job.ts'
import { queueTurns } from './queue-turns.ts'

/** A queue with the store it commits with, on a clock the test sets. */
export interface QueueUnderTest {
  readonly queue: Queue
  readonly store: Store
  readonly setNow: (ms: number) => void
}
const all = { count: 9, maxActive: 9 }

export type Open = (t: TestContext) => Promise<QueueUnderTest>

/** The contract every queue keeps. The clock begins at 1,000 ms. */
export function queueSuite(name: string, open: Open): void {
  describe(`${name} keeps the queue contract`, () => {
    entries(open)
    claims(open)
    ends(open)
    queueTurns(open)
  })
}

function entries(open: Open): void {
  test('an entry commits with the rows beside it, or not at all', async (t) => {
    const { queue, store } = await open(t)
    const heard: string[] = []
    queue.onWake((name) => heard.push(name))
    const work = store.transact(async (rows) => {
      await rows.insertJob(exampleJob('a'))
      await queue.enqueue(rows, 'q', 'a')
      throw new Error('undo')
    })
    await assert.rejects(work)
    assert.deepEqual([await queue.claim('q', all), heard], [[], []])
    await add(store, queue, 'a')
    assert.deepEqual(heard, ['q'])
    assert.deepEqual(refs(await queue.claim('q', all)), ['a'])
  })
  test('what was due longest is taken first, and nothing before its time', async (t) => {
    const { queue, store, setNow } = await open(t)
    await add(store, queue, 'a')
    await add(store, queue, 'late', { afterMs: 4_000 })
    setNow(1_100)
    await add(store, queue, 'b')
    await add(store, queue, 'c')
    assert.deepEqual(refs(await queue.claim('q', all)), ['a', 'b', 'c'])
    setNow(4_999)
    assert.deepEqual(await queue.claim('q', all), [])
    setNow(5_000)
    assert.deepEqual(refs(await queue.claim('q', all)), ['late'])
  })
  test('a reference is in a queue once', async (t) => {
    const { queue, store } = await open(t)
    await add(store, queue, 'a')
    await add(store, queue, 'a')
    assert.deepEqual(refs(await queue.claim('q', all)), ['a'])
  })
}

function claims(open: Open): void {
  test('the limit holds under parallel claims, and queues do not share it', async (t) => {
    const { queue, store } = await open(t)
    for (let index = 0; index < 12; index += 1) await add(store, queue, `a${index}`)
    await store.transact((rows) => queue.enqueue(rows, 'other', 'x'))
    const taken = await Promise.all(Array.from({ length: 8 }, () => queue.claim('q', { count: 2, maxActive: 3 })))
    assert.equal(new Set(refs(taken.flat())).size, 3)
    assert.equal(taken.flat().length, 3)
    assert.deepEqual(refs(await queue.claim('other', { count: 2, maxActive: 3 })), ['x'])
  })
  test('a rescheduled entry waits, then comes back with a count of its tries', async (t) => {
    const { queue, store, setNow } = await open(t)
    await add(store, queue, 'a')
    const [claim] = await queue.claim('q', { count: 1, maxActive: 1 })
    assert.ok(claim)
    assert.equal(await queue.reschedule(claim, { afterMs: 2_000 }), true)
    assert.equal(await queue.reschedule(claim, { afterMs: 2_000 }), false)
    assert.deepEqual(await queue.claim('q', { count: 1, maxActive: 1 }), [])
    setNow(3_000)
    const [again] = await queue.claim('q', { count: 1, maxActive: 1 })
    assert.deepEqual([claim.tries, again?.tries], [1, 2])
    assert.ok(again)
    assert.notEqual(again.token, claim.token)
    await queue.reschedule(again, { afterMs: 0, forgiven: true })
    assert.equal((await queue.claim('q', { count: 1, maxActive: 1 }))[0]?.tries, 2)
  })
  test('recovery frees what was taken, puts it first, and the old claims have lapsed', async (t) => {
    const { queue, store } = await open(t)
    await add(store, queue, 'old', { priority: -1 })
    const [old] = await queue.claim('q', { count: 1, maxActive: 9 })
    assert.ok(old)
    await add(store, queue, 'urgent', { priority: 1 })
    await add(store, queue, 'delayed', { afterMs: 60_000 })
    assert.equal(await queue.recover(), 1)
    assert.deepEqual(await queue.touch([old]), [])
    assert.equal(await queue.reschedule(old, { afterMs: 0 }), false)
    const taken = await queue.claim('q', all)
    assert.deepEqual(refs(taken), ['old', 'urgent', 'delayed'])
    assert.deepEqual(await queue.touch([old, ...taken]), taken)
    assert.equal(await store.transact((rows) => queue.done(rows, old)), false)
    assert.equal(await queue.recover(), 3)
  })
}

function ends(open: Open): void {
  test('done removes the entry with the rows beside it', async (t) => {
    const { queue, store } = await open(t)
    await add(store, queue, 'a')
    const [claim] = await queue.claim('q', { count: 1, maxActive: 1 })
    assert.ok(claim)
    const work = store.transact(async (rows) => {
      assert.equal(await queue.done(rows, claim), true)
      throw new Error('undo')
    })
    await assert.rejects(work)
    assert.deepEqual(await queue.touch([claim]), [claim])
    assert.equal(await store.transact((rows) => queue.done(rows, claim)), true)
    assert.equal(await store.transact((rows) => queue.done(rows, claim)), false)
    assert.equal(await queue.recover(), 0)
  })
  test('a cancelled entry is gone, taken or not', async (t) => {
    const { queue, store } = await open(t)
    await add(store, queue, 'a')
    await add(store, queue, 'b')
    const [claim] = await queue.claim('q', { count: 1, maxActive: 9 })
    assert.ok(claim)
    await store.transact(async (rows) => {
      await queue.cancel(rows, 'a')
      await queue.cancel(rows, 'b')
    })
    assert.equal(await store.transact((rows) => queue.done(rows, claim)), false)
    assert.deepEqual(await queue.claim('q', all), [])
  })
  test('a stopped queue gives nothing more away', async (t) => {
    const { queue, store } = await open(t)
    await add(store, queue, 'a')
    queue.stop()
    assert.deepEqual(await queue.claim('q', { count: 1, maxActive: 1 }), [])
  })
}

async function add(store: Store, queue: Queue, ref: string, entry?: Entry): Promise<void> {
  await store.transact((rows) => queue.enqueue(rows, 'q', ref, entry))
}

function refs(claims: readonly { ref: string }[]): string[] {
  return claims.map(({ ref }) => ref)
}
