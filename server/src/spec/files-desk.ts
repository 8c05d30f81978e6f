import type { Caller, StoredFile } from './desk.ts'
import type { Reference, Upload } from './order.ts'

/** OpenAI's purposes; which kinds of file each takes is said where one is refused. */
export const FILE_PURPOSES = ['assistants', 'batch', 'fine-tune', 'vision', 'user_data', 'evals'] as const
export type FilePurpose = (typeof FILE_PURPOSES)[number]

/** OpenAI's file object (videos-api.md 3.11). */
export interface FileObject {
  /** `file-` and 32 hex digits. */
  readonly id: string
  readonly object: 'file'
  /** As kept: photos are re-encoded when they arrive (docs/decisions/001). */
  readonly bytes: number
  /** Unix seconds. */
  readonly created_at: number
  /** As the client called it: a label, never a path. */
  readonly filename: string
  readonly purpose: FilePurpose
  readonly status: 'processed'
  /** Null: kept until deleted. */
  readonly expires_at: null
}

export interface FileDraft {
  readonly upload: Upload
  readonly purpose: FilePurpose
}

/** `limit` 0 to 100. `after`: id of the last item seen; an unknown one is a Fault `invalid_value`. */
export interface FilePageRequest {
  readonly limit: number
  readonly order: 'asc' | 'desc'
  readonly after?: string
  readonly purpose?: FilePurpose
}

export interface FilePage {
  readonly files: readonly FileObject[]
  readonly hasMore: boolean
}

/** A photo that was admitted and is kept. */
export interface KeptPhoto extends Pick<Reference, 'mediaType' | 'width' | 'height' | 'bytes'> {
  open(): Promise<ReadableStream<Uint8Array>>
}

/** What the API asks about an owner's files. Another owner's id answers exactly like an unknown one. */
export interface FilesDesk {
  /** @throws Fault `invalid_value` or `file_too_large` with `param: 'file'`, saying what came and what is accepted. */
  keep(draft: FileDraft, caller: Caller): Promise<FileObject>
  find(id: string, caller: Caller): Promise<FileObject | undefined>
  list(page: FilePageRequest, caller: Caller): Promise<FilePage>
  /** Removes row and bytes; videos made from it keep their own copy. False when there is no such file. */
  remove(id: string, caller: Caller): Promise<boolean>
  content(id: string, caller: Caller): Promise<StoredFile | undefined>
  /** Undefined also when the file is no photo. */
  photo(id: string, caller: Caller): Promise<KeptPhoto | undefined>
  /** Undefined also when the file is no MP4. */
  clip(id: string, caller: Caller): Promise<StoredFile | undefined>
}
