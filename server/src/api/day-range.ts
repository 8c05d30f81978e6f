import { Fault } from '../spec/fault.ts'

const DAY_MS = 86_400_000
const MOST_DAYS = 366

const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10)

/** `from` and `to` of a query, both included, UTC; by default the last 30 days. @throws Fault naming the parameter. */
export function readDays(
  query: { readonly from?: string; readonly to?: string },
  nowMs: number,
): { readonly from: string; readonly to: string } {
  const to = readDay('to', query.to ?? dayOf(nowMs))
  const from = readDay('from', query.from ?? dayOf(to - 29 * DAY_MS))
  const days = (to - from) / DAY_MS + 1
  if (days >= 1 && days <= MOST_DAYS) return { from: dayOf(from), to: dayOf(to) }
  throw new Fault('invalid_value', `From ${dayOf(from)} to ${dayOf(to)} is no range of 1 to ${MOST_DAYS} days.`, {
    param: 'from',
  })
}

function readDay(param: string, text: string): number {
  const ms = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN
  if (!Number.isNaN(ms) && dayOf(ms) === text) return ms
  throw new Fault('invalid_value', `Invalid value: '${text.slice(0, 80)}'. Use a day in UTC like '2026-11-23'.`, {
    param,
  })
}
