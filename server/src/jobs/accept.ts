import { randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import type { Blobs } from '../spec/blobs.ts'
import { Fault } from '../spec/fault.ts'
import type { JobIn } from '../spec/job.ts'
import { LIMITS } from '../spec/limits.ts'
import type { PhotoGate } from '../spec/media.ts'
import type { Draft, Reference, Upload } from '../spec/order.ts'
import type { Queue } from '../spec/queue.ts'
import type { Store } from '../spec/store.ts'
import type { Clock } from '../spec/time.ts'
import { checkDraft } from './check-draft.ts'
import type { Route } from './routes.ts'
import { isDiskFull } from './thrown.ts'
import { folderOf, queueOf } from './work.ts'

export interface AcceptParts {
  readonly store: Store
  readonly queue: Queue
  readonly blobs: Blobs
  readonly photos: PhotoGate
  /** For photos on their way in. */
  readonly stagingFolder: string
  readonly now: Clock
}

const EXTENSIONS = { 'image/jpeg': 'jpg', 'image/png': 'png', 'image/webp': 'webp' } as const

/** Takes an order on: photos first, then one transaction. Refused or broken off, it leaves nothing behind. */
export async function accept(
  parts: AcceptParts,
  draft: Draft,
  owner: string,
  route: Route & { readonly model: string },
): Promise<JobIn<'queued'>> {
  const checked = checkDraft(draft, route.offer)
  const id = `video_${randomBytes(24).toString('hex')}`
  try {
    const references: Reference[] = []
    for (const [index, upload] of draft.uploads.entries()) {
      references.push(await keepPhoto(parts, upload, `${id}/reference-${index + 1}`))
    }
    const job = newJob({ id, owner, route, order: { ...checked, references }, createdAtMs: parts.now() })
    await write(parts, job)
    return job
  } catch (thrown) {
    await parts.blobs.remove(folderOf(id))
    if (isDiskFull(thrown)) {
      throw new Fault('storage_full', 'The server has no room left for new videos.', { cause: thrown })
    }
    throw thrown
  }
}

async function keepPhoto(parts: AcceptParts, upload: Upload, name: string): Promise<Reference> {
  const staged = join(parts.stagingFolder, name.replace('/', '-'))
  try {
    const facts = await parts.photos.admit(upload.path, staged)
    const key = `videos/${name}.${EXTENSIONS[facts.mediaType]}`
    // Node types these chunks as unknown; a file stream without an encoding gives bytes.
    const bytes = Readable.toWeb(createReadStream(staged)) as ReadableStream<Uint8Array>
    return { ...facts, key, ...(await parts.blobs.put(key, bytes, { maxBytes: LIMITS.multipartBytes })) }
  } finally {
    await rm(staged, { force: true })
  }
}

type Facts = Pick<JobIn<'queued'>, 'id' | 'owner' | 'order' | 'createdAtMs'>

function newJob({ route, ...facts }: Facts & { route: Route & { readonly model: string } }): JobIn<'queued'> {
  const { order } = facts
  const estimateUsdMicros = route.offer.usdMicrosPerSecond[order.quality] * order.seconds
  return {
    ...facts,
    state: 'queued',
    model: route.model,
    engine: route.engine.name,
    engineModel: route.offer.model,
    attempt: 0,
    progress: 0,
    fault: null,
    estimateUsdMicros,
    finalUsdMicros: null,
    charge: estimateUsdMicros > 0 ? 'held' : 'none',
    warnings: [],
    startedAtMs: null,
    endedAtMs: null,
  }
}

async function write({ store, queue }: AcceptParts, job: JobIn<'queued'>): Promise<void> {
  await store.transact(async (rows) => {
    await rows.insertJob(job)
    for (const [position, { key, bytes, sha256, mediaType }] of job.order.references.entries()) {
      const { id: jobId, createdAtMs } = job
      await rows.insertAsset({ jobId, kind: 'reference', position, key, bytes, sha256, mediaType, createdAtMs })
    }
    await queue.enqueue(rows, queueOf(job.engine), job.id)
  })
}
