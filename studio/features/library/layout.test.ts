import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Video } from 'kinora/spec/video'
import { GAP, goalOf, HEADING, linesOf, shapeOf, type Line } from './layout.ts'
import { offsetsOf, rangeIn } from './window.ts'

const NOON = new Date(2026, 10, 23, 12).getTime() / 1000
const SIZES = ['1024x1808', '1280x720', '1024x1024', '720x1280']
const videos = (count: number, perDay = count) =>
  Array.from(
    { length: count },
    (_, at) =>
      ({ id: `v${at}`, size: SIZES[(at * 7) % 4], created_at: NOON - Math.floor(at / perDay) * 86_400 }) as Video, // only these are read
  )
const rows = (lines: readonly Line[]) => lines.filter((line) => line.kind === 'row')

const shown = (more: boolean) => rows(linesOf(videos(22), 1308, more)).flatMap(({ places }) => places).length

describe('justified rows', () => {
  for (const width of [358, 700, 1024, 1308, 2400])
    test(`every video has its true shape and nothing stands out, ${width} px`, () => {
      const lines = rows(linesOf(videos(90, 30), width, false))
      assert.deepEqual(
        lines.flatMap(({ places }) => places.map(({ index }) => index)),
        Array.from({ length: 90 }, (_, at) => at),
      )
      for (const { places, tall } of lines) {
        const [first, last] = [places[0], places.at(-1)]
        assert.equal(first?.left, 0)
        assert.ok((last?.left ?? 0) + (last?.width ?? 0) <= width)
        for (const { video, width: wide } of places)
          assert.ok(Math.abs(wide / tall - shapeOf(video)) < 0.03, `${wide}x${tall} for ${video.size}`)
        for (const [at, place] of places.entries()) {
          const before = places[at - 1]
          if (before) assert.ok(Math.abs(place.left - before.left - before.width - GAP) <= 1)
        }
      }
    })

  test('rows of a full day reach the edge, within the height a row may have', () => {
    const lines = rows(linesOf(videos(60), 1308, false)).slice(0, -1)
    for (const { places, tall } of lines) {
      const last = places.at(-1)
      assert.ok((last?.left ?? 0) + (last?.width ?? 0) >= 1306)
      assert.ok(tall >= 216 && tall <= 300, `${tall}`)
    }
  })

  test('the last row of a day is not blown up to fill the page', () => {
    const [row] = rows(linesOf(videos(1), 1308, false))
    assert.equal(row?.tall, 256)
  })

  test('two tall videos fill a row on a phone', () => {
    const tall = videos(4).map((video) => ({ ...video, size: '720x1280' }))
    assert.deepEqual(
      rows(linesOf(tall, 358, false)).map(({ places }) => places.map(({ width }) => width)),
      [
        [173, 173],
        [173, 173],
      ],
    )
  })

  test('a row that is not full waits for the page that fills it', () => {
    assert.equal(shown(false), 22)
    assert.ok(shown(true) < 22 && shown(true) > 14)
  })

  test('days have headings; the last one is only called whole when nothing more can come', () => {
    const whole = (more: boolean) =>
      linesOf(videos(4, 2), 1000, more).flatMap((line) => (line.kind === 'day' ? [[line.key, line.whole]] : []))
    assert.deepEqual(whole(false), [
      ['2026-11-23', true],
      ['2026-11-22', true],
    ])
    assert.deepEqual(whole(true).at(-1), ['2026-11-22', false])
    assert.equal(linesOf(videos(4), 1000, false)[0]?.height, HEADING)
    assert.deepEqual(linesOf(videos(4), 0, false), [])
  })
})

test('arrows go along the row, and up and down to what lies nearest', () => {
  const tall = videos(20).map((video) => ({ ...video, size: '720x1280' }))
  const lines = linesOf(tall, 1308, false)
  const perRow = rows(lines)[0]?.places.length ?? 0
  const go = (key: string, from: number) => goalOf(key, from, lines, 20)
  assert.ok(perRow > 4)
  assert.deepEqual(
    [go('ArrowRight', 3), go('ArrowLeft', 3), go('ArrowDown', 3), go('ArrowUp', 3 + perRow)],
    [4, 2, 3 + perRow, 3],
  )
  assert.deepEqual(
    [go('ArrowLeft', 0), go('ArrowUp', 0), go('ArrowRight', 19), go('x', 3)],
    [undefined, undefined, undefined, undefined],
  )
  assert.deepEqual([go('Home', 5), go('End', 5)], [0, 19])
})

test('only the lines that touch the window are drawn', () => {
  const offsets = offsetsOf([{ height: 50 }, { height: 200 }, { height: 200 }, { height: 50 }, { height: 200 }])
  assert.deepEqual(offsets, [0, 50, 250, 450, 500, 700])
  assert.deepEqual(rangeIn(offsets, 60, 240), { from: 1, to: 2 })
  assert.deepEqual(rangeIn(offsets, 49, 251), { from: 0, to: 3 })
  assert.deepEqual(rangeIn(offsets, -700, 10_000), { from: 0, to: 5 })
  assert.deepEqual(rangeIn(offsets, 9_000, 10_000), { from: 5, to: 5 })
  assert.deepEqual(rangeIn([0], 0, 900), { from: 0, to: 0 })
})

test('two thousand videos are laid out well within a frame', () => {
  const many = videos(2_000, 12)
  linesOf(many, 1308, false) // warm
  const from = performance.now()
  const lines = linesOf(many, 1308, false)
  const took = performance.now() - from
  assert.ok(lines.length > 300)
  assert.ok(took < 100, `${took} ms`) // about 4 ms; ten times that is a mistake also on a busy machine
})
