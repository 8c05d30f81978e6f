import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { UsageDay } from '../../client/money.ts'
import { dollars, parseDollars, typedDollars } from '../../words/dollars.ts'
import { spendCsv } from './csv.ts'
import { byDay, byEngine, daysOf, monthAway, readMonth } from './sums.ts'

const row = (day: string, engine: string, usdMicros: number): UsageDay => ({
  day,
  engine,
  videos: 2,
  completed: 1,
  failed: 1,
  charged: 1,
  failed_charged: 0,
  unsettled: 0,
  seconds: 5,
  estimate_usd_micros: usdMicros,
  final_usd_micros: usdMicros,
})

test('a month has all its days, also the leap one, and months follow each other over the year', () => {
  assert.equal(daysOf('2026-11').length, 30)
  assert.equal(daysOf('2028-02').at(-1), '2028-02-29')
  assert.equal(monthAway('2026-01', -1), '2025-12')
  assert.equal(monthAway('2026-12', 1), '2027-01')
  assert.equal(readMonth('2026-13'), undefined)
  assert.equal(readMonth('2026-11'), '2026-11')
})

test('days and engines are sums of the rows, the dearest engine first', () => {
  const rows = [row('2026-11-02', 'local', 0), row('2026-11-02', 'veo', 400_000), row('2026-11-03', 'veo', 100_000)]
  assert.deepEqual(byDay(rows, '2026-11')[1], { day: '2026-11-02', videos: 4, usdMicros: 400_000 })
  assert.deepEqual(
    byEngine(rows).map(({ engine, final_usd_micros: usd, seconds }) => [engine, usd, seconds]),
    [
      ['veo', 500_000, 10],
      ['local', 0, 5],
    ],
  )
})

test('the export is oldest first, quoted, and runs no formula', () => {
  const lines = spendCsv([row('2026-11-03', 'b,"x"', 400_000), row('2026-11-02', '=1+1', 0)]).split('\r\n')
  assert.equal(lines.length, 4)
  assert.equal(lines[1], "2026-11-02,'=1+1,2,1,1,0,0,5,0.000000")
  assert.equal(lines[2], '2026-11-03,"b,""x""",2,1,1,0,0,5,0.400000')
})

test('sums are read as people type them, and nothing else is taken for one', () => {
  const read = [' $12.50 ', '3', '0,4', '0', '', '1.2.3', '-1', '12.1234567', '1e3', 'ten']
  assert.deepEqual(read.map(parseDollars), [
    12_500_000,
    3_000_000,
    400_000,
    0,
    null,
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
  ])
  for (const sum of [0, 1, 400_000, 50_000_000]) assert.equal(parseDollars(typedDollars(sum)), sum)
  assert.equal(typedDollars(50_000_000), '50.00')
})

test('money always has cents, and a little is not nothing', () => {
  assert.deepEqual([0, 1, 400_000, 1_234_567_890].map(dollars), ['$0.00', 'under $0.01', '$0.40', '$1,234.57'])
})
