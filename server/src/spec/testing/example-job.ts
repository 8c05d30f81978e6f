import type { JobIn } from '../job.ts'
import type { Order } from '../order.ts'

export const exampleOrder: Order = {
  prompt: 'Two people meet on a bridge',
  seconds: 4,
  width: 720,
  height: 1280,
  quality: 'standard',
  references: [],
  seed: 7,
}

/** A freshly accepted job, for tests. */
export function exampleJob(id: string, changes: Partial<JobIn<'queued'>> = {}): JobIn<'queued'> {
  return {
    id,
    owner: 'owner-1',
    keyId: 'key-1',
    priority: 'normal',
    state: 'queued',
    model: 'sora-2',
    engine: 'scripted',
    engineModel: 'scripted-1',
    order: exampleOrder,
    attempt: 0,
    progress: 0,
    fault: null,
    estimateUsdMicros: 0,
    finalUsdMicros: null,
    charge: 'none',
    warnings: [],
    createdAtMs: 1_000,
    startedAtMs: null,
    endedAtMs: null,
    expiresAtMs: null,
    remixedFrom: null,
    retryOf: null,
    ...changes,
  }
}
