import type { Job } from '../spec/job.ts'
import { writeSize } from '../spec/size.ts'
import type { JobFaultCode, Video, WireStatus } from '../spec/video.ts'

const STATUS: Readonly<Record<Job['state'], WireStatus>> = {
  queued: 'queued',
  submitting: 'in_progress',
  running: 'in_progress',
  storing: 'in_progress',
  completed: 'completed',
  failed: 'failed',
  cancelled: 'failed',
}

/** The states that a client sees as one of these. */
export function statesOf(statuses: readonly WireStatus[]): readonly Job['state'][] {
  return (Object.keys(STATUS) as Job['state'][]).filter((state) => statuses.includes(STATUS[state]))
}

export const statusOf = (state: Job['state']): WireStatus => STATUS[state]

/** Sending these again as they are cannot help, or might pay twice. */
const FINAL: ReadonlySet<JobFaultCode> = new Set(['moderation_blocked', 'invalid_reference', 'outcome_unknown'])

/** The job as a client sees it. */
export function toVideo(job: Job): Video {
  const status = statusOf(job.state)
  return {
    id: job.id,
    object: 'video',
    model: job.model,
    status,
    progress: shownProgress(job),
    created_at: Math.floor(job.createdAtMs / 1_000),
    completed_at: status === 'completed' ? Math.floor((job.endedAtMs ?? job.createdAtMs) / 1_000) : null,
    expires_at: job.expiresAtMs === null ? null : Math.floor(job.expiresAtMs / 1_000),
    prompt: job.order.prompt,
    size: writeSize(job.order),
    seconds: String(job.order.seconds),
    remixed_from_video_id: job.remixedFrom,
    error: job.fault,
    retry_of: job.retryOf,
    quality: job.order.quality,
    seed: job.order.seed,
    reference_count: job.order.references.length,
    engine: job.engine,
    cost: { estimate_usd_micros: job.estimateUsdMicros, final_usd_micros: job.finalUsdMicros },
    charge: job.charge,
    retryable: job.fault !== null && !FINAL.has(job.fault.code),
    warnings: job.warnings,
  }
}

/** Never a 1: many clients take it for a share and show it as 100 %. */
export function shownProgress({ state, progress }: Pick<Job, 'state' | 'progress'>): number {
  if (state === 'queued' || progress === 1) return 0
  return state === 'completed' ? 100 : Math.min(99, progress)
}
