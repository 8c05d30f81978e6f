import type { Planted } from '../planted.ts'

const file = 'server/src/store/budgets.ts'

export const PLANTED: readonly Planted[] = [
  {
    promise: 'P7',
    file,
    find: 'if (took.rows.length === places.length) return',
    replace: 'if (took.rows.length >= 0) return',
    breaks: 'a hold that a cap refused is written in the other places, and the video is made',
  },
  {
    promise: 'P7',
    file,
    find: 'held_usd_micros + spent_usd_micros + ${usdMicros} <= cap_usd_micros)',
    replace: 'held_usd_micros + spent_usd_micros <= cap_usd_micros)',
    breaks: 'the statement lets the last one pass a cap, and only the check of the table stops it',
  },
  {
    promise: 'P7',
    file,
    find: 'set held_usd_micros = held_usd_micros + ${usdMicros} where',
    replace: 'set held_usd_micros = held_usd_micros + ${0 * usdMicros} where',
    breaks: 'nothing is held',
  },
]
