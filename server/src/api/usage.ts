import { Hono } from 'hono'
import type { Clock } from '../spec/time.ts'
import type { UsageReads, UsageRow } from '../spec/usage.ts'
import type { Env } from './context.ts'
import { readDays } from './day-range.ts'
import { notAllowed } from './not-allowed.ts'

type Sums = Omit<UsageRow, 'day' | 'engine'>

const toSums = (row: Sums) => ({
  videos: row.videos,
  completed: row.completed,
  failed: row.failed,
  charged: row.charged,
  failed_charged: row.failedCharged,
  unsettled: row.unsettled,
  seconds: row.seconds,
  estimate_usd_micros: row.estimateUsdMicros,
  final_usd_micros: row.finalUsdMicros,
})

/** What the caller's owner had made, per day and engine. */
export function usage(reads: UsageReads, now: Clock): Hono<Env> {
  return new Hono<Env>()
    .get('/', async (c) => {
      const { from, to } = readDays(c.req.query(), now())
      const rows = await reads.usage(c.get('caller').owner, from, to)
      const data = rows.map((row) => ({ day: row.day, engine: row.engine, ...toSums(row) }))
      c.header('cache-control', 'no-store')
      return c.json({ object: 'usage', from, to, data, total: toSums(total(rows)) })
    })
    .all('/', notAllowed('GET'))
}

function total(rows: readonly UsageRow[]): Sums {
  const sum = (pick: (row: UsageRow) => number): number => rows.reduce((all, row) => all + pick(row), 0)
  return {
    videos: sum((row) => row.videos),
    completed: sum((row) => row.completed),
    failed: sum((row) => row.failed),
    charged: sum((row) => row.charged),
    failedCharged: sum((row) => row.failedCharged),
    unsettled: sum((row) => row.unsettled),
    seconds: sum((row) => row.seconds),
    estimateUsdMicros: sum((row) => row.estimateUsdMicros),
    finalUsdMicros: sum((row) => row.finalUsdMicros),
  }
}
