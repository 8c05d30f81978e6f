import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Entry, Queue } from '../queue.ts'
import type { Store } from '../store.ts'
import type { Open } from './queue-suite.ts'

/** Whose turn comes when: the part of the queue contract about lanes, priorities and waiting. */
export function queueTurns(open: Open): void {
  turns(open)
  limits(open)
}

function turns(open: Open): void {
  test('a thousand entries of one lane do not hold up one of another', async (t) => {
    const { queue, store, setNow } = await open(t)
    await addMany(store, queue, 1_000, { lane: 'crowd' })
    setNow(2_000)
    await addMany(store, queue, 2, { lane: 'lone' })
    assert.deepEqual(refs(await queue.claim('q', { count: 4, maxActive: 9 })), ['crowd0', 'lone0', 'crowd1', 'lone1'])
    assert.deepEqual(refs(await queue.claim('q', { count: 1, maxActive: 9 })), ['crowd2'])
  })
  test('lanes take turns, also where only one entry is taken at a time', async (t) => {
    const { queue, store } = await open(t)
    await addMany(store, queue, 4, { lane: 'crowd' })
    await addMany(store, queue, 2, { lane: 'lone' })
    const order: string[] = []
    for (let turn = 0; turn < 6; turn += 1) {
      const [claim] = await queue.claim('q', { count: 1, maxActive: 1 })
      assert.ok(claim)
      order.push(claim.ref)
      await store.transact((rows) => queue.done(rows, claim))
    }
    assert.deepEqual(order, ['crowd0', 'lone0', 'crowd1', 'lone1', 'crowd2', 'crowd3'])
  })
  test('the lane with the fewest taken comes first, also when those are in other queues', async (t) => {
    const { queue, store } = await open(t)
    await addMany(store, queue, 3, { lane: 'a' }, 'other')
    await queue.claim('other', { count: 3, maxActive: 9 })
    await addMany(store, queue, 2, { lane: 'a' })
    await addMany(store, queue, 4, { lane: 'b' })
    assert.deepEqual(refs(await queue.claim('q', { count: 4, maxActive: 9 })), ['b0', 'b1', 'b2', 'a0'])
  })
  test('a higher priority comes before a fair turn, and each priority takes fair turns', async (t) => {
    const { queue, store } = await open(t)
    await addMany(store, queue, 2, { lane: 'a' })
    await addMany(store, queue, 1, { lane: 'b', priority: -1 })
    await addMany(store, queue, 2, { lane: 'c', priority: 1 })
    await addMany(store, queue, 1, { lane: 'd', priority: 1 })
    const order = refs(await queue.claim('q', { count: 9, maxActive: 9 }))
    assert.deepEqual(order, ['c0', 'd0', 'c1', 'a0', 'a1', 'b0'])
  })
}

function limits(open: Open): void {
  test('the limit of a lane holds under parallel claims, in all queues together', async (t) => {
    const { queue, store } = await open(t)
    await addMany(store, queue, 9, { lane: 'a' })
    await addMany(store, queue, 9, { lane: 'a' }, 'other')
    await addMany(store, queue, 1, { lane: 'b' })
    await addMany(store, queue, 5, {})
    const wanted = { count: 9, maxActive: 99, maxPerLane: 2 }
    const claims = await Promise.all(['q', 'other', 'q', 'other'].map((name) => queue.claim(name, wanted)))
    const taken = refs(claims.flat()).toSorted()
    assert.deepEqual(taken, ['0', '1', '2', '3', '4', 'a0', 'a1', 'b0'])
  })
  test('what was freed by recovery can be asked for alone, and is taken whatever its lane holds', async (t) => {
    const { queue, store } = await open(t)
    await addMany(store, queue, 2, { lane: 'a' })
    await queue.claim('q', { count: 2, maxActive: 9 })
    await addMany(store, queue, 1, { lane: 'b', priority: 1 })
    await queue.recover()
    const freed = { count: 1, maxActive: 9, maxPerLane: 1 }
    assert.deepEqual(refs(await queue.claim('q', { ...freed, only: 'recovered' })), ['a0'])
    assert.deepEqual(refs(await queue.claim('q', freed)), ['a1'])
    assert.deepEqual(refs(await queue.claim('q', { ...freed, only: 'recovered' })), [])
    assert.deepEqual(refs(await queue.claim('q', freed)), ['b0'])
  })
  test('what has waited for long can be asked for, whatever is active and before it is due', async (t) => {
    const { queue, store, setNow } = await open(t)
    await addMany(store, queue, 1, { afterMs: 9_000_000 })
    setNow(3_000)
    await addMany(store, queue, 1, { lane: 'young' })
    setNow(6_000)
    const [old, none] = await queue.claim('q', { count: 9, maxActive: 0, only: { waitedMs: 4_000 } })
    assert.deepEqual([old?.ref, old?.waitedMs, none], ['0', 5_000, undefined])
    assert.deepEqual(await queue.names(), ['q'])
  })
}

async function addMany(store: Store, queue: Queue, count: number, entry: Entry, name = 'q'): Promise<void> {
  await store.transact(async (rows) => {
    for (let index = 0; index < count; index += 1) {
      await queue.enqueue(rows, name, `${entry.lane ?? ''}${index}`, entry)
    }
  })
}

function refs(claims: readonly { ref: string }[]): string[] {
  return claims.map(({ ref }) => ref)
}
