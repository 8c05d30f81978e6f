import { askDatabase } from './database.ts'

const held = `case when charge in ('held', 'unknown') then estimate_usd_micros else 0 end`
const spent = `case when charge = 'charged' then coalesce(final_usd_micros, 0) else 0 end`

/** Each finds what is wrong; right books give no row. */
const WRONG: Readonly<Record<string, string>> = {
  'a job and its bill differ': `
    select job.id from job left join bill on job_id = job.id
    where job_id is null or bill.charge <> job.charge or held_usd_micros <> (select ${held} from job as j where j.id = job_id)
      or spent_usd_micros <> (select ${spent} from job as j where j.id = job_id)
      or (outcome = 'open') <> (job.state not in ('completed', 'failed', 'cancelled'))`,
  'the ledger does not sum to a bill': `
    select bill.job_id from bill
      left join (select job_id, sum(held_delta) as h, sum(spent_delta) as s from ledger group by job_id) as sums
        on sums.job_id = bill.job_id
    where held_usd_micros <> coalesce(h, 0) or spent_usd_micros <> coalesce(s, 0)
    union all select job_id from ledger where job_id not in (select job_id from bill)`,
  'a hold was given back twice': `
    select job_id from ledger where held_delta < 0 group by job_id having count(*) > 1`,
  'a job that ended holds money that nobody has to decide': `
    select job_id from bill where outcome <> 'open' and (charge = 'held' or (held_usd_micros > 0 and charge <> 'unknown'))`,
  'a budget is not the sum of its bills': `
    select scope, period from budget where
      (held_usd_micros, spent_usd_micros) <> (
        select coalesce(sum(held_usd_micros), 0), coalesce(sum(spent_usd_micros), 0) from bill
        where budget.scope in ('server', 'owner:' || owner, 'key:' || key_id)
          and budget.period in ('day:' || day, 'month:' || substr(day, 1, 7), 'total'))`,
  'a bill counts in no budget': `
    select job_id from bill where held_usd_micros + spent_usd_micros > 0
      and ('key:' || key_id, 'day:' || day) not in (select scope, period from budget)`,
  'a cap is passed by more than engines overcharged': `
    select scope, period from budget
    where overrun_usd_micros <> max(0, held_usd_micros + spent_usd_micros - coalesce(cap_usd_micros, 1e18))`,
}

/** What is wrong with the money in a data folder, whether or not a server has it open. Nothing, if all is well. */
export function bookFaults(data: string): string[] {
  return Object.entries(WRONG).flatMap(([what, sql]) =>
    askDatabase(data, sql).map((row) => `${what}: ${Object.values(row).join(' ')}`),
  )
}
