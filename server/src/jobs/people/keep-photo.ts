import { randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import type { Blobs } from '../../spec/blobs.ts'
import { Fault } from '../../spec/fault.ts'
import { LIMITS } from '../../spec/limits.ts'
import type { PhotoGate } from '../../spec/media.ts'
import type { Upload } from '../../spec/order.ts'
import type { PersonPhoto } from '../../spec/people-store.ts'
import type { Clock } from '../../spec/time.ts'

export interface KeepPhotoParts {
  readonly blobs: Blobs
  readonly photos: PhotoGate
  readonly stagingFolder: string
  readonly now: Clock
}

const EXTENSIONS = { 'image/jpeg': 'jpg', 'image/png': 'png', 'image/webp': 'webp' } as const

export const personFolder = (id: string): string => `people/${id}`
export const photoFolder = (personId: string, photoId: string): string => `${personFolder(personId)}/${photoId}`

/** Checks, re-encodes and keeps one photo. @throws Fault `invalid_value` or `file_too_large` with `param: 'photo'`. */
export async function keepPersonPhoto(parts: KeepPhotoParts, upload: Upload, personId: string): Promise<PersonPhoto> {
  if (upload.bytes > LIMITS.imageBytes)
    throw new Fault('file_too_large', 'A photo may be at most 20 MiB.', { param: 'photo' })
  const id = `photo_${randomBytes(16).toString('hex')}`
  const staged = join(parts.stagingFolder, id)
  try {
    const facts =
      upload.photo ??
      (await parts.photos.admit(upload.path, staged).catch((thrown: unknown) => {
        throw thrown instanceof Fault ? new Fault(thrown.code, thrown.message, { param: 'photo' }) : thrown
      }))
    const key = `${photoFolder(personId, id)}/photo.${EXTENSIONS[facts.mediaType]}`
    // Node types these chunks as unknown; a file stream without an encoding gives bytes.
    const bytes = Readable.toWeb(createReadStream(upload.photo ? upload.path : staged)) as ReadableStream<Uint8Array>
    const put = await parts.blobs.put(key, bytes, { maxBytes: LIMITS.multipartBytes })
    return { id, key, ...facts, ...put, createdAtMs: parts.now() }
  } finally {
    await rm(staged, { force: true })
  }
}
