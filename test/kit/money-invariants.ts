import type { Row } from './database.ts'

/** Whether all books say the same: jobs, bills, ledger, budgets. One sentence for each that does not. */
export function wrongMoney(all: (sql: string) => Row[]): string[] {
  const list = (sql: string, say: (row: Row) => string) => all(sql).map(say)
  return [
    ...list(
      `select job_id from bill where charge = 'held' and outcome <> 'open'`,
      ({ job_id }) => `${job_id} has ended and is still held`,
    ),
    ...list(
      `select b.job_id from bill b left join (select job_id, sum(held_delta) h, sum(spent_delta) s from ledger
         group by job_id) l on l.job_id = b.job_id
       where b.held_usd_micros <> coalesce(l.h, 0) or b.spent_usd_micros <> coalesce(l.s, 0)`,
      ({ job_id }) => `the ledger of ${job_id} is not its bill`,
    ),
    ...list(
      `select j.id from job j left join bill b on b.job_id = j.id where b.job_id is null or b.charge <> j.charge`,
      ({ id }) => `the bill of ${id} is not what the job says`,
    ),
    ...list(
      `select job_id from ledger where kind in ('release', 'settle') group by job_id having sum(held_delta) <
         -(select estimate_usd_micros from bill where bill.job_id = ledger.job_id)`,
      ({ job_id }) => `${job_id} was released more than once`,
    ),
    ...list(
      `select scope, period from budget where held_usd_micros < 0 or spent_usd_micros < 0 or
         (cap_usd_micros is not null and held_usd_micros + spent_usd_micros - overrun_usd_micros > cap_usd_micros)`,
      ({ scope, period }) => `the budget of ${scope} in ${period} is exceeded`,
    ),
    ...list(
      `select scope from budget where period = 'total' and scope = 'server' and (held_usd_micros, spent_usd_micros) <>
         (select coalesce(sum(held_usd_micros), 0), coalesce(sum(spent_usd_micros), 0) from bill)`,
      () => 'the budget of the server is not the sum of the bills',
    ),
  ]
}
