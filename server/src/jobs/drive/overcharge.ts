import type { Job } from '../../spec/job.ts'
import { writeUsd } from '../../spec/money.ts'
import type { Cost, Tools } from './work.ts'

/** For the owner: an engine that took more than was said. */
export function overchargeWarnings({ engine, estimateUsdMicros }: Job, cost: Cost): readonly string[] {
  if (cost === 'unknown' || cost <= estimateUsdMicros) return []
  return [`The engine "${engine}" charged ${writeUsd(cost)}; the estimate was ${writeUsd(estimateUsdMicros)}.`]
}

/** For the operator: one that took more than twice as much is broken, or its price here is (U33). */
export function alarmOvercharge(work: Pick<Tools, 'onTrouble'>, job: Job, cost: Cost): void {
  if (cost === 'unknown' || cost <= 2 * job.estimateUsdMicros) return
  const [text = ''] = overchargeWarnings(job, cost)
  work.onTrouble(new Error(`${text} That is more than twice as much: check its price here, and its bill.`), job.id)
}
