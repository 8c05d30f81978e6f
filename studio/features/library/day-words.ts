import type { Video } from 'kinora/spec/video'
import { en } from '../../messages/en.ts'
import { moneyWords } from '../../words/money.ts'
import { dayKey } from './layout.ts'

const DAY_MS = 86_400_000

/** `Today`, `Yesterday`, `Friday 20 November`, and with the year where it is another one. */
export function dayWords(key: string, nowMs: number): string {
  if (key === dayKey(nowMs)) return en.library.today
  const noon = new Date(nowMs)
  noon.setHours(12, 0, 0, 0) // a day of 23 or 25 hours around a change of clocks stays one day
  if (key === dayKey(noon.getTime() - DAY_MS)) return en.library.yesterday
  const [year = 0, month = 1, day = 1] = key.split('-').map(Number)
  const date = new Date(year, month - 1, day, 12)
  const ownYear = year === noon.getFullYear()
  return new Intl.DateTimeFormat('en-GB', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...(!ownYear && { year: 'numeric' }),
  })
    .format(date)
    .replaceAll(',', '')
}

/** `6 videos · $4.10`: what the engines charged; without money where nothing was. */
export function dayFacts(videos: readonly Video[]): string {
  const spent = videos.reduce((sum, { cost }) => sum + (cost.final_usd_micros ?? 0), 0)
  const count = en.library.videos(videos.length)
  return spent === 0 ? count : en.library.dayFacts(count, moneyWords(spent))
}
