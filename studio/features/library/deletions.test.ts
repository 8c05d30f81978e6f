import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Video } from 'kinora/spec/video'
import { ApiError, Unreachable } from '../../client/http.ts'
import { createToasts } from '../toast/toasts.ts'
import { createDeletions } from './deletions.ts'

const video = (id: string, status: Video['status'] = 'completed', estimate = 0) =>
  ({ id, status, cost: { estimate_usd_micros: estimate, final_usd_micros: null } }) as Video // only these are read

function opened(remove: (id: string) => Promise<void> = async () => undefined) {
  const timers = new Set<() => void>()
  const toasts = createToasts((ms, work) => {
    assert.equal(ms, 10_000)
    timers.add(work)
    return () => timers.delete(work)
  })
  const sent: string[] = []
  const gone: string[] = []
  const deletions = createDeletions(
    toasts,
    (id) => {
      sent.push(id)
      return remove(id)
    },
    (ids) => gone.push(...ids),
  )
  const pass = async () => {
    for (const work of timers) work()
    await new Promise(setImmediate)
  }
  return { toasts, deletions, sent, gone, pass, timers }
}
const words = ({ toasts }: ReturnType<typeof opened>) => toasts.read().map((toast) => toast.words)

test('a deletion is out of sight at once, and only sent when its time is over', async () => {
  const it = opened()
  it.deletions.ask([video('a'), video('b')])
  assert.deepEqual([[...it.deletions.hidden()], it.sent, words(it)], [['a', 'b'], [], ['2 videos deleted.']])
  await it.pass()
  assert.deepEqual([it.sent, it.gone, [...it.deletions.hidden()], words(it)], [['a', 'b'], ['a', 'b'], [], []])
})

test('undo brings them back, and nothing is ever sent', async () => {
  const it = opened()
  it.deletions.ask([video('a')])
  it.deletions.ask([video('b')])
  it.toasts.act(it.toasts.read()[0]?.id ?? 0)
  assert.deepEqual([...it.deletions.hidden()], ['b'])
  await it.pass()
  assert.deepEqual(it.sent, ['b'])
})

test('leaving the page sends what waits, at once', () => {
  const it = opened()
  it.deletions.ask([video('a')])
  it.toasts.closeAll()
  assert.deepEqual([it.sent, words(it)], [['a'], []])
})

test('while it is read, its time stands still', async () => {
  const it = opened()
  it.deletions.ask([video('a')])
  const id = it.toasts.read()[0]?.id ?? 0
  it.toasts.hold(id)
  assert.equal(it.timers.size, 0)
  it.toasts.letGo(id)
  it.toasts.letGo(id)
  assert.equal(it.timers.size, 1)
})

test('what could not be deleted comes back and is told; what was gone already is not', async () => {
  const it = opened((id) =>
    id === 'a' ? Promise.reject(new Unreachable('')) : Promise.reject(new ApiError(404, {}, null)),
  )
  it.deletions.ask([video('a'), video('b')])
  await it.pass()
  assert.deepEqual([it.gone, [...it.deletions.hidden()]], [['b'], []])
  assert.deepEqual(words(it), ['One video could not be deleted.'])
})

test('what still renders is told apart, and that it may cost', () => {
  const it = opened()
  it.deletions.ask([video('a'), video('b', 'in_progress', 900_000)])
  it.deletions.ask([video('c', 'queued')])
  assert.deepEqual(words(it), [
    '2 videos deleted. One was still rendering and stops. The engine may still charge for that.',
    'Video deleted. One was still rendering and stops.',
  ])
})
