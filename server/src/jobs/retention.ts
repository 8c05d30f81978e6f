import type { AuditLog } from '../spec/audit.ts'
import { Bell } from './drive/bell.ts'
import { finishRemoval } from './people/finish-removal.ts'
import type { FinishParts } from './people/finish-removal.ts'
import { removeJob } from './remove.ts'
import type { RemoveParts } from './remove.ts'
import { folderOf } from './drive/work.ts'

export interface RetentionParts extends RemoveParts, FinishParts {
  readonly audit: Pick<AuditLog, 'page'>
  /** Leaves no trace of deleted rows in the database's files. False: try again, somebody reads an older state. */
  readonly erase: () => Promise<boolean>
}

/** Removes what has expired, and makes sure that what was deleted is gone from the disk. */
export interface Retention {
  start(): void
  stop(): Promise<void>
}

/** Deleted bytes are gone within 60 s (reliability.md P30); half of that leaves room for a round that was too early. */
const ROUND_MS = 30_000
/** Deletions of one moment are erased together. */
const GATHER_MS = 1_000
const AT_ONCE = 100
/** How far back a start looks for deletions that a crash cut off between rows and bytes. */
const LOOK_BACK_MS = 3_600_000
const LOOK_BACK = 1_000

export function createRetention(parts: RetentionParts): Retention {
  const { store, timing, onTrouble } = parts
  const stopping = new AbortController()
  const bell = new Bell()
  let deaf: (() => void) | undefined
  let running: Promise<void> = Promise.resolve()
  const nap = (ms: number): Promise<void> => timing.wait(ms, stopping.signal).catch(() => undefined)
  const run = async (): Promise<void> => {
    await attempt(() => finishDeletions(parts), onTrouble)
    while (!stopping.signal.aborted) {
      bell.silence()
      await attempt(() => removeExpired(parts, stopping.signal), onTrouble)
      await attempt(parts.erase, onTrouble)
      await Promise.race([nap(ROUND_MS), bell.heard()])
      if (!stopping.signal.aborted) await nap(GATHER_MS)
    }
  }
  return {
    start() {
      deaf = store.onEvent(({ type }) => {
        if (type === 'deleted') bell.ring()
      })
      running = run()
    },
    async stop() {
      stopping.abort()
      deaf?.()
      bell.ring()
      await running
    },
  }
}

/** As their owner would, with the same answers afterwards. */
async function removeExpired(parts: RetentionParts, signal: AbortSignal): Promise<void> {
  for (;;) {
    const expired = await parts.store.expired(parts.timing.now(), AT_ONCE)
    for (const { id, owner } of expired) {
      if (signal.aborted) return
      await removeJob(parts, { owner, keyId: 'system' }, id)
    }
    if (expired.length < AT_ONCE) return
  }
}

/** Rows go first: a crash after that leaves bytes, and the audit log knows whose. */
async function finishDeletions(parts: RetentionParts): Promise<void> {
  const { audit, blobs, store, timing } = parts
  const since = timing.now() - LOOK_BACK_MS
  for (const record of await audit.page({ limit: LOOK_BACK, order: 'desc' })) {
    const { action, object, atMs } = record
    if (atMs < since) continue
    if (action === 'job.deleted' && !(await store.job(object))) await blobs.remove(folderOf(object))
    await finishRemoval(parts, record)
  }
}

async function attempt(work: () => Promise<unknown>, onTrouble: RetentionParts['onTrouble']): Promise<void> {
  try {
    await work()
  } catch (thrown) {
    onTrouble(thrown, '')
  }
}
