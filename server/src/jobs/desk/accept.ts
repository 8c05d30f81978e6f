import { randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import type { Blobs } from '../../spec/blobs.ts'
import { crashPoint } from '../../spec/crash-point.ts'
import { Fault } from '../../spec/fault.ts'
import type { JobIn } from '../../spec/job.ts'
import { LIMITS } from '../../spec/limits.ts'
import type { PhotoGate } from '../../spec/media.ts'
import { PRIORITIES, newSeconds } from '../../spec/order.ts'
import type { Draft, Reference, Upload } from '../../spec/order.ts'
import type { Queue } from '../../spec/queue.ts'
import type { Asked, RequestLog } from '../../spec/requests.ts'
import type { Store } from '../../spec/store.ts'
import type { Clock } from '../../spec/time.ts'
import type { Video } from '../../spec/video.ts'
import { checkDraft, isOfPerson } from './check-draft.ts'
import { NO_HERITAGE, copyHeritage } from './heritage.ts'
import type { Heritage } from './heritage.ts'
import { admitPhotos } from '../people/consent-rules.ts'
import type { ConsentParts } from '../people/consent-rules.ts'
import { checkPlaces } from '../people/names.ts'
import { checkReferenceSizes } from './refusals.ts'
import { answerAgain } from './repeats.ts'
import type { Route } from './routes.ts'
import { isDiskFull } from '../thrown.ts'
import { toVideo } from '../to-video.ts'
import { folderOf, queueOf } from '../drive/work.ts'

export interface AcceptParts extends ConsentParts {
  readonly store: Store
  readonly queue: Queue
  readonly blobs: Blobs
  readonly photos: PhotoGate
  readonly requests: RequestLog
  /** For photos on their way in. */
  readonly stagingFolder: string
  readonly now: Clock
}

const EXTENSIONS = { 'image/jpeg': 'jpg', 'image/png': 'png', 'image/webp': 'webp' } as const

export interface Wanted {
  readonly draft: Draft
  readonly route: Route & { readonly model: string }
  readonly asked: Asked
  readonly keyId: string
  /** Absent: nothing of it was there before. */
  readonly heritage?: Heritage
  /** For the owner, from the beginning. */
  readonly warnings?: readonly string[]
  /** Aborts when the client has left. */
  readonly signal: AbortSignal
}

/**
 * Takes an order on: photos first, then one transaction, which also decides whether this is a repeat. Refused, repeated
 * or broken off, it leaves nothing behind.
 */
export async function accept(parts: AcceptParts, wanted: Wanted): Promise<Video> {
  const { draft, route, asked, keyId, heritage = NO_HERITAGE } = wanted
  const checked = checkDraft(draft, route.offer, heritage.references.length)
  checkPlaces(draft.prompt, heritage.references.length + draft.uploads.length)
  const id = `video_${randomBytes(24).toString('hex')}`
  try {
    const { source, references: copied } = await copyHeritage(parts.blobs, heritage, id)
    const references = [...copied]
    for (const upload of draft.uploads) {
      references.push(await keepPhoto(parts, upload, `${id}/reference-${references.length + 1}`))
    }
    const seconds = checked.seconds + (source?.kind === 'extend' ? source.seconds : 0)
    const order = { ...checked, seconds, references, ...(source && { source }) }
    if (draft.exactReferences) checkReferenceSizes({ ...order, references: sentAsPictures(draft, references) })
    const { priority = 'normal' } = draft
    const facts = { id, owner: asked.owner, keyId, priority, order, createdAtMs: parts.now() }
    const job = newJob({ ...facts, route, heritage })
    const video = await write(parts, { ...job, warnings: [...job.warnings, ...(wanted.warnings ?? [])] }, wanted)
    if (video.id !== id) await parts.blobs.remove(folderOf(id))
    return video
  } catch (thrown) {
    await parts.blobs.remove(folderOf(id))
    if (isDiskFull(thrown)) {
      throw new Fault('storage_full', 'The server has no room left for new videos.', { cause: thrown })
    }
    throw thrown
  }
}

/** Without those of characters and people: they are nobody's first frame. */
function sentAsPictures({ uploads }: Draft, references: readonly Reference[]): readonly Reference[] {
  const copied = references.length - uploads.length
  return references.filter((_, index) => !isOfPerson(uploads[index - copied]))
}

async function keepPhoto(parts: AcceptParts, upload: Upload, name: string): Promise<Reference> {
  const staged = join(parts.stagingFolder, name.replace('/', '-'))
  try {
    const facts = upload.photo ?? (await parts.photos.admit(upload.path, staged))
    const key = `videos/${name}.${EXTENSIONS[facts.mediaType]}`
    // Node types these chunks as unknown; a file stream without an encoding gives bytes.
    const bytes = Readable.toWeb(createReadStream(upload.photo ? upload.path : staged)) as ReadableStream<Uint8Array>
    return { ...facts, key, ...(await parts.blobs.put(key, bytes, { maxBytes: LIMITS.multipartBytes })) }
  } finally {
    await rm(staged, { force: true })
  }
}

type Facts = Pick<JobIn<'queued'>, 'id' | 'owner' | 'keyId' | 'priority' | 'order' | 'createdAtMs'>

function newJob({ route, heritage, ...facts }: Facts & Pick<Required<Wanted>, 'route' | 'heritage'>): JobIn<'queued'> {
  const { order } = facts
  const estimateUsdMicros = route.offer.usdMicrosPerSecond[order.quality] * newSeconds(order)
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
    warnings: heritage.warnings,
    startedAtMs: null,
    endedAtMs: null,
    expiresAtMs: null,
    remixedFrom: heritage.remixedFrom,
    retryOf: heritage.retryOf,
  }
}

/** A hundred equal requests at once meet here one after the other, and one of them becomes a job. */
async function write(parts: AcceptParts, job: JobIn<'queued'>, wanted: Wanted): Promise<Video> {
  const { store, queue, requests } = parts
  const { asked, signal, route, draft } = wanted
  return store.transact(async (rows) => {
    const earlier = await requests.earlier(rows, asked)
    if (earlier) return answerAgain(earlier, asked)
    // Its repeat may be under way already: of the two, only the one whose client still listens becomes a job.
    if (signal.aborted) throw new Fault('invalid_body', 'The client left before the video was accepted.')
    await admitPhotos(parts, rows, { job, route, statement: draft.consent })
    await rows.insertJob(job)
    crashPoint('C3')
    for (const [position, { key, bytes, sha256, mediaType }] of job.order.references.entries()) {
      const { id: jobId, createdAtMs } = job
      await rows.insertAsset({ jobId, kind: 'reference', position, key, bytes, sha256, mediaType, createdAtMs })
    }
    if (job.order.source) {
      const { key, bytes, sha256 } = job.order.source
      const { id: jobId, createdAtMs } = job
      const file = { kind: 'source', position: 0, key, bytes, sha256, mediaType: 'video/mp4' } as const
      await rows.insertAsset({ jobId, createdAtMs, ...file })
    }
    const priority = PRIORITIES.indexOf(job.priority) - PRIORITIES.indexOf('normal')
    await queue.enqueue(rows, queueOf(job.engine), job.id, { lane: job.keyId, priority })
    const video = toVideo(job)
    await requests.remember(rows, asked, { jobId: job.id, answer: JSON.stringify(video) })
    return video
  })
}
