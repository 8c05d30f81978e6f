import { move } from '../spec/job.ts'
import type { Job } from '../spec/job.ts'
import type { Rows } from '../spec/store.ts'
import type { Clock } from '../spec/time.ts'
import { openStore } from './open-store.ts'

/**
 * The server that a backup was taken of may have sent these jobs since. Each is left as a crash in the middle of that
 * call would leave it, so that the next start settles it by its engine's class and pays for none a second time.
 */
export async function doubtUnfinished(folder: string, ids: readonly string[], now: Clock): Promise<void> {
  const opened = await openStore({ folder, now })
  try {
    for (const id of ids) await opened.store.transact((rows) => doubt(rows, id))
  } finally {
    await opened.close()
  }
}

async function doubt(rows: Rows, id: string): Promise<void> {
  const job: Job | undefined = await rows.job(id)
  if (job?.state !== 'queued' && job?.state !== 'submitting') return
  const outcome = (await rows.attempts(id)).at(-1)?.outcome
  if (outcome === 'pending') return
  // An engine without room is asked again under the same key.
  if (outcome === 'busy') return void (await rows.settleAttempt({ jobId: id, attempt: job.attempt }, 'busy', 'pending'))
  const attempt = job.attempt + 1
  await rows.moveJob(job, move(job, 'submitting', { attempt, startedAtMs: null }))
  await rows.openAttempt({ jobId: id, attempt, engine: job.engine, key: `${id}-${attempt}` })
}
