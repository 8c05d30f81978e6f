import { Fault } from '../../spec/fault.ts'
import { hasEnded } from '../../spec/job.ts'
import type { Job, JobIn } from '../../spec/job.ts'
import type { InspectVideo, MediaFacts } from '../../spec/media.ts'
import type { Offer } from '../../spec/offer.ts'
import type { Source, Upload } from '../../spec/order.ts'
import type { Store } from '../../spec/store.ts'
import { toVideo } from '../to-video.ts'

/** OpenAI's limits (videos-api.md 3.8): times, and seconds in all. */
const MAX_EXTENSIONS = 6
const MAX_SECONDS = 120
/** An uploaded video may be this much longer than its whole seconds before it counts as another one begun. */
const SPARE_SECONDS = 0.1
const CODECS: readonly string[] = ['avc', 'hevc', 'vp9', 'av1']

/** A job this owner may build on. @throws Fault `video_not_found`, for another's as for an unknown one. */
export async function ownJob(store: Store, owner: string, id: string): Promise<Job> {
  const job = await store.jobOf(owner, id)
  if (!job) throw new Fault('video_not_found', `No video with id '${id.slice(0, 100)}'.`)
  return job
}

/** @throws Fault `video_not_completed` also where it never will be. */
export async function completedJob(
  store: Store,
  owner: string,
  id: string,
): Promise<{ readonly job: JobIn<'completed'> & Job; readonly key: string }> {
  const job = await ownJob(store, owner, id)
  if (job.state !== 'completed') {
    throw new Fault(
      'video_not_completed',
      `Video ${id} is not completed: its status is ${toVideo(job).status}. ` +
        (hasEnded(job) ? 'Choose one that is.' : `Poll GET /v1/videos/${id} until it is.`),
    )
  }
  const asset = (await store.assets(id)).find(({ kind }) => kind === 'video')
  if (!asset) throw new Fault('video_not_found', `Video ${id} has no content.`)
  return { job, key: asset.key }
}

/** What an uploaded video holds. @throws Fault `invalid_value`, naming what is accepted. */
export async function inspectUpload(inspect: InspectVideo, { path, field }: Upload): Promise<MediaFacts> {
  const refuse = (rule: string, cause?: unknown) => new Fault('invalid_value', rule, { param: field, cause })
  let facts: MediaFacts
  try {
    facts = await inspect(path)
  } catch (cause) {
    throw refuse('The uploaded video cannot be read: send a whole, undamaged MP4.', cause)
  }
  if (facts.container !== 'mp4') throw refuse(`The uploaded video is ${facts.container.toUpperCase()}: send an MP4.`)
  if (!CODECS.includes(facts.videoCodec)) {
    throw refuse(`The uploaded video uses the codec '${facts.videoCodec}'. Supported are: ${CODECS.join(', ')}.`)
  }
  return facts
}

/** Whole seconds that an uploaded video fills. */
export function wholeSeconds(seconds: number): number {
  return Math.max(1, Math.ceil(seconds - SPARE_SECONDS))
}

/** @throws Fault `invalid_value` when the model cannot do this at all, or not with this video. */
export function checkSource(offer: Offer, kind: Source['kind'], from: JobIn<'completed'> | undefined): void {
  const can = kind === 'edit' ? offer.edits : offer.extends
  const what = `The model '${offer.model}' cannot ${kind}`
  if (can === undefined) throw new Fault('invalid_value', `${what} videos.`, { param: 'model' })
  if (can === 'any') return
  if (!from) throw new Fault('invalid_value', `${what} an uploaded video, only its own.`, { param: 'video' })
  if (from.order.source?.kind === 'extend') {
    const rule = `${what} a video that was extended. Take the one it was extended from, and extend the result.`
    throw new Fault('invalid_value', rule, { param: 'video' })
  }
}

/** How often the result has been extended. @throws Fault `invalid_value` when that or its length is too much. */
export function countExtensions(source: Source | undefined, before: number, added: number): number {
  const extensions = (source?.extensions ?? 0) + 1
  if (extensions > MAX_EXTENSIONS) {
    const rule = `This video was extended ${MAX_EXTENSIONS} times, which is the most.`
    throw new Fault('invalid_value', rule, { param: 'video' })
  }
  if (before + added > MAX_SECONDS) {
    const rule =
      `Invalid value: '${added}'. With the ${before} s that are there it makes ${before + added} s; ` +
      `the most is ${MAX_SECONDS} s.`
    throw new Fault('invalid_value', rule, { param: 'seconds' })
  }
  return extensions
}
