import type { StoredFile } from '../../spec/desk.ts'
import { Fault } from '../../spec/fault.ts'
import type { FileObject, FilePage, FilePageRequest, FilesDesk, KeptPhoto } from '../../spec/files-desk.ts'
import type { KeptFile } from '../../spec/shelf.ts'
import { fileFolder, keepFile } from './keep-file.ts'
import type { KeepFileParts } from './keep-file.ts'

const PHOTO_TYPES: readonly string[] = ['image/jpeg', 'image/png', 'image/webp']

/** The front of an owner's files. */
export function createFilesDesk(parts: KeepFileParts): FilesDesk {
  const { shelf, blobs } = parts
  const stored = ({ key, bytes, mediaType, sha256, createdAtMs }: KeptFile): StoredFile => ({
    bytes,
    mediaType,
    sha256,
    createdAtMs,
    open: (range) => blobs.open(key, range, { bytes, sha256 }),
  })
  return {
    async keep(draft, { owner }) {
      return toObject(await keepFile(parts, draft, owner))
    },
    async find(id, { owner }) {
      const file = await shelf.fileOf(owner, id)
      return file && toObject(file)
    },
    list: (page, { owner }) => list(parts, page, owner),
    async remove(id, { owner }) {
      const removed = await shelf.deleteFile(owner, id)
      if (removed) await blobs.remove(fileFolder(id))
      return removed
    },
    async content(id, { owner }) {
      const file = await shelf.fileOf(owner, id)
      return file && stored(file)
    },
    async photo(id, { owner }) {
      const file = await shelf.fileOf(owner, id)
      return file && toPhoto(file, () => blobs.open(file.key, undefined, file))
    },
    async clip(id, { owner }) {
      const file = await shelf.fileOf(owner, id)
      return file?.mediaType === 'video/mp4' ? stored(file) : undefined
    },
  }
}

function toPhoto(file: KeptFile, open: KeptPhoto['open']): KeptPhoto | undefined {
  const { mediaType, width, height, bytes } = file
  if (width === null || height === null || !PHOTO_TYPES.includes(mediaType)) return undefined
  return { mediaType: mediaType as KeptPhoto['mediaType'], width, height, bytes, open } // one of them, as just asked
}

async function list({ shelf }: KeepFileParts, request: FilePageRequest, owner: string): Promise<FilePage> {
  const { limit, after, ...rest } = request
  const cursor = after === undefined ? undefined : await shelf.fileOf(owner, after)
  if (after !== undefined && !cursor)
    throw new Fault('invalid_value', `Invalid value: '${after.slice(0, 100)}'. There is no such file to list after.`, {
      param: 'after',
    })
  if (limit === 0) return { files: [], hasMore: false }
  const files = await shelf.filesOf(owner, { ...rest, limit: limit + 1, ...(cursor && { after: cursor }) })
  return { files: files.slice(0, limit).map(toObject), hasMore: files.length > limit }
}

function toObject({ id, bytes, createdAtMs, name, purpose }: KeptFile): FileObject {
  return {
    id,
    object: 'file',
    bytes,
    created_at: Math.floor(createdAtMs / 1_000),
    filename: name,
    purpose,
    status: 'processed',
    expires_at: null,
  }
}
