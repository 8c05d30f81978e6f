import type { Planted } from '../planted.ts'

export const PLANTED: readonly Planted[] = [
  {
    promise: 'P8',
    file: 'server/src/store/sqlite-rows.ts',
    find: "    .where('state', '=', from.state)",
    replace: "    .where('state', '<>', 'completed')",
    breaks: 'a second end of the same video is written too',
    test: 'race to end',
  },
  {
    promise: 'P8',
    file: 'server/src/store/ledger.ts',
    find: "where('job_id', '=', jobId).where('charge', '=', 'unknown')",
    replace: "where('job_id', '=', jobId)",
    breaks: 'a charge that was decided is decided again',
    test: 'people decide',
  },
  {
    promise: 'P8',
    file: 'server/src/store/ledger.ts',
    find: "spent_usd_micros: charge === 'charged' ? (finalUsdMicros ?? 0) : 0,",
    replace: "spent_usd_micros: charge === 'charged' ? estimateUsdMicros : 0,",
    breaks: 'a failure is booked at its estimate instead of what was charged',
    test: 'costs what the engine says',
  },
]
