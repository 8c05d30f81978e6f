import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { blobAt } from './blob.ts'
import { cleanEdges } from './edges.ts'
import { guidedFilter } from './guided-filter.ts'
import { boxBlur, plane, sample, smoothstep } from './plane.ts'

test('boxBlur is the mean of the square round each pixel, smaller at the borders', () => {
  const source = plane(7, 5, (i) => (i * 37) % 11)
  for (const radius of [1, 2, 6]) {
    const blurred = boxBlur(source, radius)
    for (let y = 0; y < 5; y++) {
      for (let x = 0; x < 7; x++) {
        let sum = 0
        let count = 0
        for (let sy = Math.max(0, y - radius); sy <= Math.min(4, y + radius); sy++) {
          for (let sx = Math.max(0, x - radius); sx <= Math.min(6, x + radius); sx++, count++)
            sum += source.values[sy * 7 + sx]!
        }
        assert.ok(Math.abs(blurred.values[y * 7 + x]! - sum / count) < 1e-4, `radius ${radius} at ${x},${y}`)
      }
    }
  }
})

test('sample hits pixel centres and mixes between them', () => {
  const source = plane(2, 1, (i) => i)
  assert.deepEqual(
    [0, 0.25, 0.5, 0.75, 1].map((u) => sample(source, u, 0.5)),
    [0, 0, 0.5, 1, 1],
  )
})

test('smoothstep runs either way', () => {
  assert.deepEqual([smoothstep(0, 2, 1), smoothstep(2, 0, 2), smoothstep(2, 0, -1)], [0.5, 0, 1])
})

/** Two colours of one brightness, red left and green right of `edge`. */
function guide(width: number, edge: number) {
  const rgba = new Uint8ClampedArray(width * 60 * 4)
  for (let i = 0; i < width * 60; i++) rgba.set(i % width < edge ? [200, 0, 60, 255] : [0, 102, 60, 255], i * 4)
  return { rgba, width, height: 60 }
}
describe('guidedFilter', () => {
  for (const radius of [3, 12]) {
    test(`moves a misplaced edge onto the picture's, radius ${radius}`, () => {
      const mask = plane(60, 60, (i) => (i % 60 < 30 - Math.max(1, radius / 4) ? 1 : 0))
      const row = Array.from(guidedFilter(guide(60, 30), mask, radius, 1e-4).values.subarray(30 * 60, 31 * 60))
      assert.ok(
        Math.min(...row.slice(0, 29)) > 0.6 && Math.max(...row.slice(31)) < 0.2,
        row.map((v) => v.toFixed(1)).join(' '),
      )
    })
  }

  test('leaves a flat picture with a blurred mask', () => {
    const mask = plane(60, 60, (i) => (i % 60 < 30 ? 1 : 0))
    const { values } = guidedFilter(guide(60, 60), mask, 3, 1e-3)
    assert.ok(values[30 * 60 + 29]! > 0.3 && values[30 * 60 + 29]! < 0.7)
  })
})

test('blobAt keeps what is connected with the seed', () => {
  const two = plane(20, 10, (i) => (i % 20 < 6 || i % 20 > 13 ? 1 : 0))
  const blob = blobAt(two, { x: 2, y: 5 }, 1)!
  assert.deepEqual(
    [0, 5, 13, 19].map((x) => blob.values[5 * 20 + x]),
    [1, 1, 0, 0],
  )
  assert.equal(blobAt(two, { x: 10, y: 5 }, 1), undefined)
})

test('cleanEdges gives a soft rim the colour of the solid inside', () => {
  const rgba = new Uint8ClampedArray(30 * 30 * 4)
  for (let i = 0; i < 900; i++) rgba.set(i % 30 < 12 ? [200, 0, 0, 255] : [0, 0, 200, 255], i * 4)
  const matte = plane(30, 30, (i) => (i % 30 < 12 ? 1 : i % 30 < 20 ? 0.3 : 0))
  const out = cleanEdges(rgba, matte)
  for (const x of [12, 15, 19])
    assert.deepEqual([...out.subarray((15 * 30 + x) * 4, (15 * 30 + x) * 4 + 4)], [200, 0, 0, 77], `at ${x}`)
  assert.deepEqual([...out.subarray(15 * 120, 15 * 120 + 4)], [200, 0, 0, 255])
  assert.equal(out[(15 * 30 + 25) * 4 + 3], 0)
})
