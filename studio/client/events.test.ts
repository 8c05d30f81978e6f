import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createEvents, type News, type Source } from './events.ts'

/** A stream the test plays, and a clock it turns. */
function bench() {
  const opened: (EventTarget & Source & { readyState: 0 | 1 | 2; closed: boolean })[] = []
  const waits: { at: number; work: () => void }[] = []
  let nowMs = 0
  const told: News[] = []
  const said: string[] = []
  const events = createEvents({
    open: () => {
      const source = Object.assign(new EventTarget(), {
        readyState: 0,
        closed: false,
        close: () => {
          source.closed = true
        },
      }) as (typeof opened)[number]
      opened.push(source)
      return source
    },
    now: () => nowMs,
    later: (ms, work) => {
      const wait = { at: nowMs + ms, work }
      waits.push(wait)
      return () => void (waits.includes(wait) && waits.splice(waits.indexOf(wait), 1))
    },
  })
  events.listen({
    news: (news) => told.push(news),
    again: () => said.push('again'),
    state: () => said.push(events.live() ? 'live' : 'polling'),
  })
  const last = () => opened.at(-1) ?? assert.fail('nothing was opened')
  return {
    events,
    opened,
    told,
    said,
    last,
    tell: (type: string, data: unknown) =>
      last().dispatchEvent(Object.assign(new Event(type), { data: JSON.stringify(data) })),
    opens: () => void ((last().readyState = 1), last().dispatchEvent(new Event('open'))),
    fails: (readyState: 0 | 2) => void ((last().readyState = readyState), last().dispatchEvent(new Event('error'))),
    /** Everything due until then, in order; `asleep`: nothing runs before the end. */
    turn: (ms: number, asleep = false) => {
      const end = nowMs + ms
      if (asleep) nowMs = end
      for (;;) {
        const [next] = waits.filter(({ at }) => at <= end).toSorted((a, b) => a.at - b.at)
        if (next === undefined) break
        waits.splice(waits.indexOf(next), 1)
        nowMs = Math.max(nowMs, next.at)
        next.work()
      }
      nowMs = end
    },
  }
}

test('news is told as it comes, and what is no news is passed over', () => {
  const { events, told, opens, tell, last } = bench()
  events.start()
  opens()
  tell('video.in_progress', { id: 'video_1', progress: 40 })
  tell('video.deleted', { id: 'video_1', deleted: true })
  tell('video.queued', { nothing: true })
  last().dispatchEvent(Object.assign(new Event('video.failed'), { data: '<html>' }))
  assert.deepEqual(told, [
    { kind: 'video', video: { id: 'video_1', progress: 40 } },
    { kind: 'deleted', id: 'video_1' },
  ])
})

test('a lost stream means asking until it is back, and then reading everything once', () => {
  const { events, said, opened, opens, fails } = bench()
  events.start()
  opens()
  fails(0)
  assert.equal(opened.length, 1, 'the browser takes it up again, from the last event it saw')
  opens()
  assert.deepEqual(said, ['live', 'again', 'polling', 'live', 'again'])
})

test('a refused stream is tried again, ever more slowly, and as before once it opened', () => {
  const { events, opened, opens, fails, turn } = bench()
  events.start()
  const tries: number[] = []
  for (const wait of [2_000, 4_000, 8_000, 16_000, 30_000, 30_000]) {
    fails(2)
    turn(wait - 1)
    tries.push(opened.length)
    turn(1)
  }
  assert.deepEqual(tries, [1, 2, 3, 4, 5, 6])
  opens()
  fails(2)
  turn(2_000)
  assert.equal(opened.length, 8)
})

test('after sleep, and when the network is back, a new stream replaces one that may be dead', () => {
  const { events, opened, told, opens, turn } = bench()
  events.start()
  opens()
  turn(60_000)
  assert.equal(opened.length, 1, 'awake all the time')
  turn(3_600_000, true)
  assert.equal(opened.length, 2)
  assert.equal(opened[0]?.closed, true)
  assert.equal(events.live(), false)
  opened[0]?.dispatchEvent(Object.assign(new Event('video.queued'), { data: '{"id":"video_old"}' }))
  assert.deepEqual(told, [], 'the old one is not heard any more')
  events.wake()
  assert.equal(opened.length, 3)
})

test('a stopped one is quiet', () => {
  const { events, opened, fails, turn } = bench()
  events.start()
  fails(2)
  events.stop()
  events.wake()
  turn(100_000)
  assert.equal(opened.length, 1)
})
