import type { Insertable, Selectable } from 'kysely'
import type { Job } from '../spec/job.ts'
import type { Asset, Attempt, JobEvent } from '../spec/store.ts'
import type { AssetTable, AttemptTable, EventTable, JobTable } from './tables.ts'

// The casts below trust what this room wrote itself: only these functions write these columns.

export function readJob(row: Selectable<JobTable>): Job {
  const job: Omit<Job, 'state'> & { state: string } = {
    id: row.id,
    owner: row.owner,
    keyId: row.key_id,
    priority: row.priority as Job['priority'],
    state: row.state,
    attempt: row.attempt,
    engine: row.engine,
    engineModel: row.engine_model,
    model: row.model,
    order: JSON.parse(row.order_json) as Job['order'],
    progress: row.progress,
    fault: row.fault_json === null ? null : (JSON.parse(row.fault_json) as Job['fault']),
    estimateUsdMicros: row.estimate_usd_micros,
    finalUsdMicros: row.final_usd_micros,
    charge: row.charge as Job['charge'],
    warnings: JSON.parse(row.warnings_json) as Job['warnings'],
    createdAtMs: row.created_at_ms,
    startedAtMs: row.started_at_ms,
    endedAtMs: row.ended_at_ms,
    expiresAtMs: row.expires_at_ms,
    remixedFrom: row.remixed_from,
    retryOf: row.retry_of,
  }
  return job as Job
}

export function writeJob(job: Job): Insertable<JobTable> {
  return {
    id: job.id,
    owner: job.owner,
    key_id: job.keyId,
    priority: job.priority,
    engine: job.engine,
    engine_model: job.engineModel,
    model: job.model,
    order_json: JSON.stringify(job.order),
    estimate_usd_micros: job.estimateUsdMicros,
    created_at_ms: job.createdAtMs,
    remixed_from: job.remixedFrom,
    retry_of: job.retryOf,
    ...writeChanges(job),
  }
}

/** Only what a move may change. */
export function writeChanges(job: Job) {
  return {
    state: job.state,
    attempt: job.attempt,
    progress: job.progress,
    fault_json: job.fault === null ? null : JSON.stringify(job.fault),
    final_usd_micros: job.finalUsdMicros,
    charge: job.charge,
    warnings_json: JSON.stringify(job.warnings),
    started_at_ms: job.startedAtMs,
    ended_at_ms: job.endedAtMs,
    expires_at_ms: job.expiresAtMs,
  }
}

export function readAttempt(row: Selectable<AttemptTable>): Attempt {
  return {
    jobId: row.job_id,
    attempt: row.attempt,
    engine: row.engine,
    key: row.key,
    outcome: row.outcome as Attempt['outcome'],
    handle: row.handle_json === null ? null : (JSON.parse(row.handle_json) as Attempt['handle']),
    error: row.error,
    intentAtMs: row.intent_at_ms,
    settledAtMs: row.settled_at_ms,
  }
}

export function readEvent(row: Selectable<EventTable>): JobEvent {
  return {
    jobId: row.job_id,
    seq: row.seq,
    atMs: row.at_ms,
    type: row.type as JobEvent['type'],
    attempt: row.attempt,
    progress: row.progress,
  }
}

export function readAsset(row: Selectable<AssetTable>): Asset {
  return {
    jobId: row.job_id,
    kind: row.kind as Asset['kind'],
    position: row.position,
    key: row.key,
    bytes: row.bytes,
    sha256: row.sha256,
    mediaType: row.media_type,
    createdAtMs: row.created_at_ms,
  }
}

export function writeAsset(asset: Asset): Insertable<AssetTable> {
  return {
    job_id: asset.jobId,
    kind: asset.kind,
    position: asset.position,
    key: asset.key,
    bytes: asset.bytes,
    sha256: asset.sha256,
    media_type: asset.mediaType,
    created_at_ms: asset.createdAtMs,
  }
}
