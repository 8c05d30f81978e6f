import type { FilePurpose } from './files-desk.ts'
import type { Reference } from './order.ts'

/** What owners keep beside their videos: their files, and their characters. Each call is one durable step. */
export interface Shelf {
  insertFile(file: KeptFile): Promise<void>
  /** The file only if it is this owner's. */
  fileOf(owner: string, id: string): Promise<KeptFile | undefined>
  /** This owner's files by time of creation, equal times by id; those strictly after the cursor. */
  filesOf(owner: string, page: ShelfPage): Promise<readonly KeptFile[]>
  /** Removes the row; the bytes are the caller's to remove. False when this owner has no such file. */
  deleteFile(owner: string, id: string): Promise<boolean>
  insertCharacter(character: KeptCharacter): Promise<void>
  characterOf(owner: string, id: string): Promise<KeptCharacter | undefined>
  /** As `deleteFile`. */
  deleteCharacter(owner: string, id: string): Promise<boolean>
}

/** After `after`, at most `limit`. */
export interface ShelfPage {
  readonly limit: number
  readonly order: 'asc' | 'desc'
  readonly after?: Pick<KeptFile, 'id' | 'createdAtMs'>
  readonly purpose?: FilePurpose
}

export interface KeptFile {
  /** `file-` and 32 hex digits. */
  readonly id: string
  readonly owner: string
  readonly purpose: FilePurpose
  /** As the client called it: a label, never a path. */
  readonly name: string
  /** Where the bytes lie in `Blobs`. */
  readonly key: string
  readonly mediaType: string
  readonly bytes: number
  /** SHA-256 of the kept bytes, hex. */
  readonly sha256: string
  /** Pixels of a photo, as kept; null for everything else. */
  readonly width: number | null
  readonly height: number | null
  /** Unix milliseconds. */
  readonly createdAtMs: number
}

/** A person a client named: for an engine that takes photos, one good photo of their face. */
export interface KeptCharacter {
  /** `char_` and 32 hex digits. */
  readonly id: string
  readonly owner: string
  /** 1 to 80 characters, exactly as typed. */
  readonly name: string
  readonly photo: Reference
  /** Unix milliseconds. */
  readonly createdAtMs: number
}
