import type { ConsentPage, ConsentRecord, ConsentStatement } from './consent.ts'
import type { Caller, StoredFile } from './desk.ts'
import type { KeptPhoto } from './files-desk.ts'
import type { Upload } from './order.ts'
import type { KeptPerson } from './people-store.ts'

/** A saved person with what was last attested to about them; undefined: nothing. */
export interface SavedPerson extends KeptPerson {
  readonly consent: ConsentRecord | undefined
}

export interface PersonDraft {
  readonly name: string
  readonly photo: Upload
  readonly consent?: ConsentStatement
}

export interface PersonChanges {
  readonly name?: string
  readonly preferredPhotoId?: string
}

/** `limit` 0 to 100. `after`: id of the last item seen; an unknown one is a Fault `invalid_value`. */
export interface PeopleRequest {
  readonly limit: number
  readonly order: 'asc' | 'desc'
  readonly after?: string
}

export interface RemovalWish {
  /** Also everything that was made of their photos, and every copy of these. */
  readonly videos: boolean
  /** Only tell what would go. */
  readonly dryRun: boolean
}

/** What went, or would go; ids. */
export interface Removal {
  readonly photos: readonly string[]
  readonly videos: readonly string[]
  readonly files: readonly string[]
  readonly characters: readonly string[]
  /** Records that were revoked by it. */
  readonly consents: readonly string[]
}

/** One person of a create, with the photo it takes. */
export interface CastMember {
  readonly id: string
  readonly name: string
  readonly photo: KeptPhoto
}

/**
 * What the API asks about an owner's people. Another owner's id answers exactly like an unknown one: Fault
 * `person_not_found`, `photo_not_found` or `consent_not_found`.
 */
export interface PeopleDesk {
  /** @throws Fault `invalid_value` where the name is taken or the photo is none. */
  create(draft: PersonDraft, caller: Caller): Promise<SavedPerson>
  find(id: string, caller: Caller): Promise<SavedPerson>
  list(
    page: PeopleRequest,
    caller: Caller,
  ): Promise<{ readonly people: readonly SavedPerson[]; readonly hasMore: boolean }>
  update(id: string, changes: PersonChanges, caller: Caller): Promise<SavedPerson>
  addPhoto(id: string, photo: Upload, consent: ConsentStatement | undefined, caller: Caller): Promise<SavedPerson>
  /** @throws Fault `invalid_value` when it is the only one. */
  removePhoto(id: string, photoId: string, caller: Caller): Promise<SavedPerson>
  photo(id: string, photoId: string, caller: Caller): Promise<StoredFile>
  remove(id: string, wish: RemovalWish, caller: Caller): Promise<Removal>
  /**
   * Whom a create is to show: these, and those whom its prompt calls by `@name`, in the order in which the prompt first
   * names them; who is not named comes last. @throws Fault `invalid_value` or `consent_revoked`, `param: 'people'`.
   */
  cast(ids: readonly string[], prompt: string, caller: Caller): Promise<readonly CastMember[]>
}

/** What the API asks about consents. */
export interface ConsentDesk {
  /** For every photo the person has now. @throws Fault `invalid_value` on an engine in the scope that is not there. */
  give(personId: string, statement: ConsentStatement, caller: Caller): Promise<ConsentRecord>
  find(id: string, caller: Caller): Promise<ConsentRecord>
  /** Newest first. */
  list(
    page: ConsentPage,
    caller: Caller,
  ): Promise<{ readonly consents: readonly ConsentRecord[]; readonly hasMore: boolean }>
  /**
   * No new video takes these photos from now on, and those not yet sent to their engine are cancelled; with a record of a
   * person, every record of theirs. A second time changes nothing.
   */
  revoke(id: string, caller: Caller): Promise<Revocation>
}

export interface Revocation {
  readonly consent: ConsentRecord
  /** Ids of the videos that were cancelled. */
  readonly cancelled: readonly string[]
}
