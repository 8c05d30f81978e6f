import type { Rows } from './store.ts'

/** What is attested to, word for word. A text is never changed: a new one gets a new version, and old records keep theirs. */
export interface ConsentText {
  readonly version: string
  /** For a saved person, by where their photos may go. */
  readonly person: { readonly this_machine: string; readonly hosted: string }
  /** For the photos of one request. */
  readonly request: string
}

/** Newest first; only the first may be attested to from now on. */
export const CONSENT_TEXTS: readonly [ConsentText, ...ConsentText[]] = [
  {
    version: '2026-11',
    person: {
      this_machine: 'This person agreed that their photos are kept here and made into videos on this machine.',
      hosted:
        'This person agreed that their photos are kept here, and sent to the hosts of the engines named here to be made into videos.',
    },
    request:
      'Everyone who can be recognised in these photos agreed that they are sent to the host of the chosen engine to be made into this video; or nobody can be recognised in them.',
  },
]

/** Where photos may go: nowhere, to any engine, or only to the engines with these names. */
export type ConsentScope = 'this_machine' | 'hosted' | readonly string[]

/** What someone attests to in a request. */
export interface ConsentStatement {
  /** Of the text that was attested to. */
  readonly version: string
  /** `self`: whoever is shown attests; else the name of who does, 1 to 80 characters. */
  readonly attestedBy: string
  /** For a saved person; default: `this_machine`. */
  readonly scope?: ConsentScope
}

/** One attestation, kept for good: also after it was revoked, and after the photos it was about are gone. */
export interface ConsentRecord {
  /** `consent_` and 32 hex digits. */
  readonly id: string
  readonly owner: string
  /** The key it was attested with. */
  readonly keyId: string
  readonly attestedBy: string
  /** The saved person it is about; null: the photos of one request. */
  readonly personId: string | null
  /** That person's name at the time; blank without one, and when they were removed with all their videos. */
  readonly personName: string
  readonly version: string
  readonly scope: ConsentScope
  /** SHA-256 of each photo as kept, hex. */
  readonly photos: readonly string[]
  /** Unix milliseconds. */
  readonly givenAtMs: number
  readonly revokedAtMs: number | null
}

/** `id` of the last record seen. Newest first, at most `limit`. */
export interface ConsentPage {
  readonly limit: number
  readonly after?: string
  readonly personId?: string
}

/** Keeps the records. What takes `rows` belongs into their transaction. */
export interface ConsentLog {
  insert(rows: Rows, record: ConsentRecord): Promise<void>
  /** Every record of this owner that is about any of these photos, oldest first. */
  about(rows: Rows, owner: string, photos: readonly string[]): Promise<readonly ConsentRecord[]>
  /** Revokes it, if it is not, and makes it also be about these photos. */
  revoke(rows: Rows, id: string, atMs: number, photos: readonly string[]): Promise<void>
  /** Takes the person's name out of every record about them. */
  forgetName(rows: Rows, personId: string): Promise<void>
  consentOf(owner: string, id: string): Promise<ConsentRecord | undefined>
  consentsOf(owner: string, page: ConsentPage): Promise<readonly ConsentRecord[]>
}
