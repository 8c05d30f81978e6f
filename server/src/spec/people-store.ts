import type { Reference } from './order.ts'
import type { Rows } from './store.ts'

/** A saved person: a name, and photos of their face. */
export interface KeptPerson {
  /** `person_` and 32 hex digits. */
  readonly id: string
  readonly owner: string
  /** 1 to 80 characters, exactly as typed. */
  readonly name: string
  /** By which names are told apart: two people of one owner never share it. */
  readonly nameKey: string
  /** Oldest first; never empty. */
  readonly photos: readonly PersonPhoto[]
  /** The photo that a video takes. */
  readonly preferredPhotoId: string
  /** Unix milliseconds. */
  readonly createdAtMs: number
}

export interface PersonPhoto extends Reference {
  /** `photo_` and 32 hex digits. */
  readonly id: string
  /** Unix milliseconds. */
  readonly createdAtMs: number
}

/** After `after`, at most `limit`. */
export interface PeoplePage {
  readonly limit: number
  readonly order: 'asc' | 'desc'
  readonly after?: Pick<KeptPerson, 'id' | 'createdAtMs'>
}

export interface PersonChange {
  readonly name?: { readonly name: string; readonly nameKey: string }
  readonly preferredPhotoId?: string
}

/** Rows of people. What takes `rows` belongs into their transaction. */
export interface PeopleStore {
  /** With their photos. False when the name is taken. */
  insertPerson(rows: Rows, person: KeptPerson): Promise<boolean>
  /** The person only if they are this owner's. */
  personOf(owner: string, id: string): Promise<KeptPerson | undefined>
  peopleOf(owner: string, page: PeoplePage): Promise<readonly KeptPerson[]>
  /** Everyone's name, for finding them in a prompt. */
  namesOf(owner: string): Promise<readonly Pick<KeptPerson, 'id' | 'name'>[]>
  /** False when the name is taken. */
  updatePerson(rows: Rows, id: string, change: PersonChange): Promise<boolean>
  insertPhoto(rows: Rows, personId: string, photo: PersonPhoto): Promise<void>
  deletePhoto(rows: Rows, personId: string, photoId: string): Promise<void>
  /** With their photos; the bytes are the caller's to remove. False when there is no such person of this owner. */
  deletePerson(rows: Rows, owner: string, id: string): Promise<boolean>
  /** What this owner keeps that holds a copy of one of these photos, by SHA-256. */
  copiesOf(rows: Rows, owner: string, photos: readonly string[]): Promise<PhotoCopies>
}

/** Ids. */
export interface PhotoCopies {
  readonly videos: readonly string[]
  readonly files: readonly string[]
  readonly characters: readonly string[]
}
