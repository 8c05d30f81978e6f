import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Video } from 'kinora/spec/video'
import { dayFacts, dayWords } from './day-words.ts'
import { EVERYTHING, fits, lessOf, readFilter, toQuery, writeFilter } from './filter.ts'
import { applyNews, videosOf, without, type Pages } from './pages.ts'
import { keepOnly, NOTHING, reach, toggle } from './selection.ts'
import { stillAt, stillTime } from './stills.ts'

const video = (id: string, rest: Partial<Video> = {}) =>
  ({ id, status: 'completed', progress: 100, prompt: 'A beach', engine: 'local', created_at: 100, ...rest }) as Video // only these are read
const pages = (more: boolean, ...data: Video[][]): Pages => ({
  pages: data.map((one, at) => ({
    data: one,
    last_id: one.at(-1)?.id ?? null,
    has_more: at < data.length - 1 || more,
  })),
  pageParams: data.map(() => null),
})
const ids = (from: Pages) => videosOf(from.pages).map(({ id }) => id)
const news = (of: Video) => ({ kind: 'video', video: of }) as const

describe('the filter', () => {
  test('lives in the address and comes back from it; nonsense shows everything', () => {
    const filter = { q: 'two words', shown: 'attention', engine: 'other' } as const
    assert.equal(writeFilter(filter), '?q=two+words&show=attention&engine=other')
    assert.deepEqual(readFilter(writeFilter(filter)), filter)
    assert.equal(writeFilter(EVERYTHING), '')
    assert.deepEqual(readFilter('?show=nope&q=&engine='), EVERYTHING)
    assert.equal(readFilter(`?q=${'x'.repeat(900)}`).q.length, 200)
  })

  test('asks the server for what it accepts: statuses by name, ten words at most', () => {
    assert.deepEqual(toQuery({ q: ' a  b ', shown: 'rendering', engine: null }), {
      q: 'a b',
      statuses: ['queued', 'in_progress'],
    })
    assert.equal(toQuery({ ...EVERYTHING, q: 'x '.repeat(30) }).q?.split(' ').length, 10)
  })

  test('what is about to be deleted is not counted', () => {
    const counts = { total: 3, queued: 0, in_progress: 1, completed: 2, failed: 0, engines: [] }
    const less = lessOf(counts, [video('a'), video('b', { status: 'queued' })])
    assert.deepEqual(less, { total: 1, queued: 0, in_progress: 1, completed: 1, failed: 0, engines: [] })
  })

  test('news fits by state, engine and every word', () => {
    const beach = video('v', { prompt: 'A Beach at Dusk' })
    assert.equal(fits(beach, { ...EVERYTHING, q: 'dusk beach' }), true)
    assert.equal(fits(beach, { ...EVERYTHING, q: 'dusk snow' }), false)
    assert.equal(fits(beach, { ...EVERYTHING, shown: 'attention' }), false)
    assert.equal(fits(beach, { ...EVERYTHING, engine: 'other' }), false)
  })
})

describe('news in the list', () => {
  test('a new video stands first, one that is older than what is loaded waits for its page', () => {
    const list = pages(true, [video('b', { created_at: 50 }), video('a', { created_at: 40 })])
    assert.deepEqual(ids(applyNews(list, news(video('c', { created_at: 60 })), EVERYTHING)), ['c', 'b', 'a'])
    assert.equal(applyNews(list, news(video('z', { created_at: 10 })), EVERYTHING), list)
    const whole = pages(false, [video('b', { created_at: 50 })])
    assert.deepEqual(ids(applyNews(whole, news(video('z', { created_at: 10 })), EVERYTHING)), ['b', 'z'])
  })

  test('progress is taken over in its place, never back, and other pages stay the same objects', () => {
    const moving = video('a', { status: 'in_progress', progress: 40 })
    const list = pages(false, [video('b')], [moving])
    const later = applyNews(list, news({ ...moving, progress: 60 }), EVERYTHING)
    assert.equal(videosOf(later.pages)[1]?.progress, 60)
    assert.equal(later.pages[0], list.pages[0])
    assert.equal(applyNews(later, news({ ...moving, progress: 50 }), EVERYTHING), later)
    const done = applyNews(later, news(video('a')), EVERYTHING)
    assert.equal(applyNews(done, news({ ...moving, progress: 99 }), EVERYTHING), done)
  })

  test('what no longer matches, or was deleted, leaves', () => {
    const moving = video('a', { status: 'in_progress', progress: 40 })
    const list = pages(false, [video('b', { status: 'queued' }), moving])
    const filter = { ...EVERYTHING, shown: 'rendering' } as const
    assert.deepEqual(ids(applyNews(list, news(video('a')), filter)), ['b'])
    assert.deepEqual(ids(applyNews(list, { kind: 'deleted', id: 'b' }, filter)), ['a'])
    assert.equal(without(list, new Set(['none'])), list)
  })

  test('a video that two pages hold is shown once', () => {
    assert.deepEqual(ids(pages(false, [video('a'), video('b')], [video('b'), video('c')])), ['a', 'b', 'c'])
  })
})

describe('choosing', () => {
  const order = ['a', 'b', 'c', 'd']
  test('one by one, and a range from the last one', () => {
    const one = toggle(NOTHING, 'b')
    assert.deepEqual([...reach(one, order, 'd').ids], ['b', 'c', 'd'])
    assert.deepEqual(
      [...reach(one, order, 'a').ids].toSorted((x, y) => (x < y ? -1 : 1)),
      ['a', 'b'],
    )
    assert.deepEqual([...toggle(one, 'b').ids], [])
    assert.deepEqual([...reach(NOTHING, order, 'c').ids], ['c'])
  })
  test('what is gone is no longer chosen', () => {
    const two = reach(toggle(NOTHING, 'a'), order, 'b')
    assert.deepEqual([...keepOnly(two, new Set(['b', 'c'])).ids], ['b'])
    assert.equal(keepOnly(two, new Set(order)), two)
  })
})

test('days are called as people call them', () => {
  const now = new Date(2026, 10, 23, 0, 30).getTime()
  assert.deepEqual(
    ['2026-11-23', '2026-11-22', '2026-11-20', '2025-12-31'].map((key) => dayWords(key, now)),
    ['Today', 'Yesterday', 'Friday 20 November', 'Wednesday 31 December 2025'],
  )
  const paid = { cost: { estimate_usd_micros: 0, final_usd_micros: 1_200_000 } }
  const free = { cost: { estimate_usd_micros: 900_000, final_usd_micros: null } }
  assert.equal(dayFacts([video('a', paid), video('b', free)]), '2 videos · $1.20')
  assert.equal(dayFacts([video('b', free)]), '1 video')
})

test('a place across the tile is a still, and a still is a time', () => {
  assert.deepEqual([-0.1, 0, 0.5, 0.999, 1.2].map(stillAt), [0, 0, 8, 15, 15])
  assert.equal(stillTime(0, 16), 0.5)
  assert.equal(stillTime(15, 16), 15.5)
})
