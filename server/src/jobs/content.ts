import { BytesWrong } from '../spec/blobs.ts'
import type { Blobs } from '../spec/blobs.ts'
import type { StoredFile } from '../spec/desk.ts'
import { Fault } from '../spec/fault.ts'
import { hasEnded } from '../spec/job.ts'
import type { Job } from '../spec/job.ts'
import type { Store } from '../spec/store.ts'
import type { Variant } from '../spec/video.ts'
import { toVideo } from './to-video.ts'

/** The kept file of a completed video. @throws Fault, always a 404: the SDK must not repeat the question. */
export async function contentOf(store: Store, blobs: Blobs, job: Job, variant: Variant): Promise<StoredFile> {
  if (!hasEnded(job)) {
    throw new Fault(
      'video_not_ready',
      `Video ${job.id} is not ready: its status is ${toVideo(job).status}. ` +
        `Poll GET /v1/videos/${job.id} until it is completed.`,
    )
  }
  if (job.fault) {
    throw new Fault(
      'video_not_found',
      `Video ${job.id} has no content, it failed (${job.fault.code}): ${job.fault.message}`,
    )
  }
  const asset = (await store.assets(job.id)).find(({ kind }) => kind === variant)
  if (!asset) throw new Fault('video_not_found', `Video ${job.id} has no ${variant}.`)
  const { key, bytes, mediaType, sha256, createdAtMs } = asset
  const open: StoredFile['open'] = async (range) => {
    try {
      return await blobs.open(key, range, { bytes, sha256 })
    } catch (thrown) {
      if (!(thrown instanceof BytesWrong) || (await store.job(job.id))) throw thrown
      throw new Fault('video_not_found', `Video ${job.id} was deleted meanwhile.`, { cause: thrown })
    }
  }
  return { bytes, mediaType, sha256, createdAtMs, open }
}

/** A photo that a video was made from. @throws Fault `photo_not_found`, also where it went with the person shown. */
export function referenceOf(blobs: Blobs, job: Job, place: number): StoredFile {
  const gone = (cause?: unknown) =>
    new Fault('photo_not_found', `Video ${job.id} has no photo ${place}; it has ${job.order.references.length}.`, {
      cause,
    })
  const reference = job.order.references[place - 1]
  if (!reference) throw gone()
  const { key, bytes, sha256, mediaType } = reference
  const open: StoredFile['open'] = async (range) => {
    try {
      return await blobs.open(key, range, { bytes, sha256 })
    } catch (thrown) {
      throw thrown instanceof BytesWrong && thrown.code === 'missing' ? gone(thrown) : thrown
    }
  }
  return { bytes, mediaType, sha256, createdAtMs: job.createdAtMs, open }
}
