import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import { BytesWrong } from '../../spec/blobs.ts'
import type { Blobs } from '../../spec/blobs.ts'
import { Fault } from '../../spec/fault.ts'
import type { Job } from '../../spec/job.ts'
import { LIMITS } from '../../spec/limits.ts'
import type { Order, Reference, Source } from '../../spec/order.ts'
import { folderOf } from '../drive/work.ts'

/** What a new job takes over from an earlier one, or from an uploaded video. */
export interface Heritage {
  readonly remixedFrom: string | null
  readonly retryOf: string | null
  /** Photos of the earlier job, in their order. */
  readonly references: readonly Reference[]
  /** The video to start from, and where its bytes lie now. */
  readonly source?: Omit<Source, 'key' | 'bytes' | 'sha256'> & {
    readonly from: { readonly key: string } | { readonly path: string }
  }
  /** For the owner, from the beginning. */
  readonly warnings: readonly string[]
}

export const NO_HERITAGE: Heritage = { remixedFrom: null, retryOf: null, references: [], warnings: [] }

/** Copies what a job takes over into its own folder: the earlier one may be deleted before this one is rendered. */
export async function copyHeritage(
  blobs: Blobs,
  { references, source }: Heritage,
  id: string,
): Promise<Pick<Order, 'references' | 'source'>> {
  const own: Reference[] = []
  for (const [index, reference] of references.entries()) {
    const ending = reference.key.slice(reference.key.lastIndexOf('.'))
    const key = `${folderOf(id)}/reference-${index + 1}${ending}`
    const bytes = await openKept(blobs, reference.key)
    own.push({ ...reference, key, ...(await blobs.put(key, bytes, { maxBytes: LIMITS.multipartBytes })) })
  }
  if (!source) return { references: own }
  const { from, ...facts } = source
  // Node types these chunks as unknown; a file stream without an encoding gives bytes.
  const bytes =
    'key' in from
      ? await openKept(blobs, from.key)
      : (Readable.toWeb(createReadStream(from.path)) as ReadableStream<Uint8Array>)
  const key = `${folderOf(id)}/source.mp4`
  const put = await blobs.put(key, bytes, { maxBytes: LIMITS.videoBytes })
  return { references: own, source: { ...facts, key, ...put } }
}

async function openKept(blobs: Blobs, key: string): Promise<ReadableStream<Uint8Array>> {
  try {
    return await blobs.open(key)
  } catch (cause) {
    if (cause instanceof BytesWrong && cause.code === 'missing') {
      throw new Fault('video_not_found', 'The video was deleted meanwhile.', { cause })
    }
    throw cause
  }
}

/** What a new video in new words takes over: the photos, and where it came from. */
export function remixOf({ id, order }: Job): Heritage {
  return { ...NO_HERITAGE, remixedFrom: id, references: order.references }
}

/** Everything: also the video that the earlier job started from. */
export function retryOf({ id, remixedFrom, order }: Job): Heritage {
  const { references, source } = order
  const again = { ...NO_HERITAGE, remixedFrom, retryOf: id, references }
  if (!source) return again
  const { key, bytes: _, sha256: __, ...facts } = source
  return { ...again, source: { ...facts, from: { key } } }
}
