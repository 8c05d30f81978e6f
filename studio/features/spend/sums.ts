import type { UsageDay, UsageSums } from '../../client/money.ts'

const NONE: UsageSums = {
  videos: 0,
  completed: 0,
  failed: 0,
  charged: 0,
  failed_charged: 0,
  unsettled: 0,
  seconds: 0,
  estimate_usd_micros: 0,
  final_usd_micros: 0,
}

function add(a: UsageSums, b: UsageSums): UsageSums {
  const keys = Object.keys(NONE) as (keyof UsageSums)[]
  return Object.fromEntries(keys.map((key) => [key, a[key] + b[key]])) as unknown as UsageSums
}

export interface DaySum {
  readonly day: string
  readonly videos: number
  readonly usdMicros: number
}

/** Every day of the month, also those without a video. `month`: `2026-11`. */
export function byDay(rows: readonly UsageDay[], month: string): readonly DaySum[] {
  return daysOf(month).map((day) => {
    const sum = rows.filter((row) => row.day === day).reduce(add, NONE)
    return { day, videos: sum.videos, usdMicros: sum.final_usd_micros }
  })
}

export interface EngineSum extends UsageSums {
  readonly engine: string
}

/** The dearest first, then the busiest. */
export function byEngine(rows: readonly UsageDay[]): readonly EngineSum[] {
  const engines = [...new Set(rows.map((row) => row.engine))]
  return engines
    .map((engine) => ({ ...rows.filter((row) => row.engine === engine).reduce(add, NONE), engine }))
    .toSorted((a, b) => b.final_usd_micros - a.final_usd_micros || b.videos - a.videos)
}

/** The days of a month like `2026-11`. */
export function daysOf(month: string): readonly string[] {
  const first = new Date(`${month}-01T00:00:00Z`)
  const count = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate()
  return Array.from({ length: count }, (_, index) => `${month}-${String(index + 1).padStart(2, '0')}`)
}

/** The month `step` months away. */
export function monthAway(month: string, step: number): string {
  const first = new Date(`${month}-01T00:00:00Z`)
  return new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + step, 1)).toISOString().slice(0, 7)
}

/** A month as it stands in an address; undefined for anything else. */
export function readMonth(text: string | null): string | undefined {
  return text !== null && /^20\d\d-(0[1-9]|1[0-2])$/.test(text) ? text : undefined
}
