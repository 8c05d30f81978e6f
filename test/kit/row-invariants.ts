import type { Row } from './database.ts'

/** Rows that a job's state promises and that are not there. One sentence each. */
export function missingRows(all: (sql: string) => Row[]): string[] {
  const list = (sql: string, say: (row: Row) => string) => all(sql).map(say)
  return [
    ...list(
      `select id, attempt, (select count(*) from attempt where job_id = id) as rows from job
         where attempt <> (select count(*) from attempt where job_id = id)`,
      ({ id, attempt, rows }) => `${id} made ${attempt} attempts and has ${rows} written down`,
    ),
    ...list(
      `select id from job left join attempt on job_id = id and attempt.attempt = job.attempt
         where state = 'completed' and outcome is not 'accepted'`,
      ({ id }) => `${id} is completed without an accepted attempt`,
    ),
    ...list(
      `select job_id from job_event where (job_id, seq) not in (select job_id, seq from event_feed)`,
      ({ job_id }) => `an event of ${job_id} is in no feed`,
    ),
    ...list(
      `select job.id from job join webhook_endpoint as hook
         on hook.owner = job.owner and hook.created_at_ms < job.created_at_ms
         where job.state in ('completed', 'failed')
         and hook.event_types_json like '%video.' || job.state || '%'
         and not exists (select 1 from webhook_delivery where endpoint_id = hook.id and video_id = job.id)`,
      ({ id }) => `no webhook was written for ${id}`,
    ),
  ]
}
