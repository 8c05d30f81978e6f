import type { Job } from '../../spec/job.ts'
import type { Queue } from '../../spec/queue.ts'
import type { Rows } from '../../spec/store.ts'

const FIRST_MS = 60_000

export const lateQueueOf = (engine: string): string => `late.${engine}`

/**
 * In the transaction that ends a job: where nobody knows what its engine charged, the engine is asked on. Whether it is,
 * and may therefore not be told to forget the render.
 */
export async function listenOn(queue: Queue, rows: Rows, job: Job): Promise<boolean> {
  if (job.charge !== 'unknown') return false
  await queue.enqueue(rows, lateQueueOf(job.engine), job.id, { afterMs: FIRST_MS })
  return true
}
