import { randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import type { Blobs } from '../../spec/blobs.ts'
import type { FileKind, TellFileKind } from '../../spec/clip.ts'
import { Fault } from '../../spec/fault.ts'
import type { FileDraft, FilePurpose } from '../../spec/files-desk.ts'
import { LIMITS } from '../../spec/limits.ts'
import type { PhotoGate } from '../../spec/media.ts'
import type { Upload } from '../../spec/order.ts'
import type { KeptFile, Shelf } from '../../spec/shelf.ts'
import type { Clock } from '../../spec/time.ts'
import { isDiskFull } from '../thrown.ts'

export interface KeepFileParts {
  readonly shelf: Shelf
  readonly blobs: Blobs
  readonly photos: PhotoGate
  readonly tellKind: TellFileKind
  readonly stagingFolder: string
  readonly now: Clock
}

const TAKEN: Readonly<Record<FilePurpose, readonly FileKind['kind'][]>> = {
  vision: ['photo'],
  user_data: ['photo', 'mp4', 'text'],
  assistants: ['photo', 'text'],
  batch: ['text'],
  'fine-tune': ['text'],
  evals: ['text'],
}
const KINDS = {
  photo: 'photos (JPEG, PNG, WebP, AVIF)',
  mp4: 'MP4 videos',
  text: 'text files in UTF-8',
  other: 'other files',
} as const
const EXTENSIONS = { 'image/jpeg': 'jpg', 'image/png': 'png', 'image/webp': 'webp' } as const
const MEDIA_TYPES = { mp4: 'video/mp4', text: 'text/plain; charset=utf-8' } as const

export const fileFolder = (id: string) => `files/${id}`

/** Bytes first, then the row: a crash in between leaves a folder that the sweep finds. */
export async function keepFile(parts: KeepFileParts, draft: FileDraft, owner: string): Promise<KeptFile> {
  const kind = await takenKind(parts, draft)
  const id = `file-${randomBytes(16).toString('hex')}`
  try {
    const kept =
      kind === 'photo' ? await putPhoto(parts, draft.upload, id) : await putAsIs(parts, draft.upload, id, kind)
    const { purpose, upload } = draft
    const file: KeptFile = { id, owner, purpose, name: upload.name ?? '', createdAtMs: parts.now(), ...kept }
    await parts.shelf.insertFile(file)
    return file
  } catch (thrown) {
    await parts.blobs.remove(fileFolder(id))
    if (isDiskFull(thrown))
      throw new Fault('storage_full', 'The server has no room left for new files.', { cause: thrown })
    throw thrown
  }
}

async function takenKind(parts: KeepFileParts, { upload, purpose }: FileDraft): Promise<'photo' | 'mp4' | 'text'> {
  const { kind, name } = await parts.tellKind(upload.path)
  if (kind === 'other' || !TAKEN[purpose].includes(kind)) {
    const accepted = TAKEN[purpose].map((one) => KINDS[one]).join(', ')
    throw bad(`The file is ${name}. Accepted for the purpose '${purpose}' are: ${accepted}.`)
  }
  if (kind === 'photo' && upload.bytes > LIMITS.imageBytes)
    throw new Fault('file_too_large', 'A photo may be at most 20 MiB.', { param: 'file' })
  return kind
}

type Kept = Pick<KeptFile, 'key' | 'mediaType' | 'bytes' | 'sha256' | 'width' | 'height'>

async function putPhoto({ photos, blobs, stagingFolder }: KeepFileParts, { path }: Upload, id: string): Promise<Kept> {
  const staged = join(stagingFolder, id)
  try {
    const facts = await photos.admit(path, staged).catch((thrown: unknown) => {
      throw thrown instanceof Fault ? bad(thrown.message) : thrown
    })
    const key = `${fileFolder(id)}/content.${EXTENSIONS[facts.mediaType]}`
    return { key, ...facts, ...(await blobs.put(key, read(staged), { maxBytes: LIMITS.multipartBytes })) }
  } finally {
    await rm(staged, { force: true })
  }
}

async function putAsIs({ blobs }: KeepFileParts, { path }: Upload, id: string, kind: 'mp4' | 'text'): Promise<Kept> {
  const key = `${fileFolder(id)}/content.${kind === 'mp4' ? 'mp4' : 'txt'}`
  const put = await blobs.put(key, read(path), { maxBytes: LIMITS.multipartBytes })
  return { key, mediaType: MEDIA_TYPES[kind], width: null, height: null, ...put }
}

/** Node types these chunks as unknown; a file stream without an encoding gives bytes. */
const read = (path: string) => Readable.toWeb(createReadStream(path)) as ReadableStream<Uint8Array>

const bad = (message: string): Fault => new Fault('invalid_value', message, { param: 'file' })
