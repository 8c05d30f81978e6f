import type { Health } from './engine.ts'
import type { Profile, Scope } from './keys.ts'
import type { CreateDraft } from './order.ts'
import type { Offer } from './offer.ts'
import type { Asking } from './requests.ts'
import type { Variant, Video, WireStatus } from './video.ts'

/** Who asks. Every object has an owner; another owner's id answers exactly like an unknown one. */
export interface Caller {
  readonly owner: string
  /** The key that was shown: caps and fair turns go by it. `operator` for the server's own key and the studio. */
  readonly keyId: string
  /** Absent: tolerant. */
  readonly profile?: Profile
  /** The model of a create that names none; absent: the server's own default. */
  readonly defaultModel?: string
}

/** A caller whose key was checked. */
export interface KeyHolder extends Caller {
  /** For people; null for the server's own key. */
  readonly keyName: string | null
  readonly scopes: readonly Scope[]
}

/** What the API asks of the jobs room. Everything it throws for a client's mistake is a `Fault`. */
export interface Desk {
  /**
   * Checks the draft against the routed offer and accepts it: once this resolves, the job survives any crash. A repeat
   * that `asking` tells of is answered as before. @throws Fault, e.g. `idempotency_key_reused`.
   */
  create(draft: CreateDraft, caller: Caller, asking?: Asking): Promise<Video>
  find(id: string, caller: Caller): Promise<Video | undefined>
  list(page: PageRequest, caller: Caller): Promise<Page>
  /** How many of the caller's videos there are, by status and engine. */
  count(filter: VideoFilter, caller: Caller): Promise<readonly VideoCount[]>
  /** Cancels a running job, then removes row and bytes. False when there is no such video. */
  remove(id: string, caller: Caller): Promise<boolean>
  /** @throws Fault `video_not_found` or `video_not_ready`. */
  content(id: string, variant: Variant, caller: Caller): Promise<StoredFile>
  /** The photo at this place, 1 and up, as it is kept. @throws Fault `video_not_found` or `photo_not_found`. */
  reference(id: string, place: number, caller: Caller): Promise<StoredFile>
  /** Every model a client may name, aliases included, in the order to show them. */
  models(): readonly ModelCard[]
  /** Latest known health of each engine, by name. */
  engines(): ReadonlyMap<string, Health>
}

/** Which videos; what is absent leaves all. */
export interface VideoFilter {
  /** Each stands in the prompt, in large or small letters. */
  readonly words?: readonly string[]
  readonly statuses?: readonly WireStatus[]
  /** By name; an unknown one has no videos. */
  readonly engine?: string
}

export interface VideoCount {
  readonly status: WireStatus
  readonly engine: string
  readonly videos: number
}

/** `limit` 0 to 100. `after`: id of the last item seen; an unknown one is a Fault `invalid_value`. */
export interface PageRequest extends VideoFilter {
  readonly limit: number
  readonly order: 'asc' | 'desc'
  readonly after?: string
}

export interface Page {
  readonly videos: readonly Video[]
  readonly hasMore: boolean
}

/** A model by the name a client may use; `offer.model` is what it really is. */
export interface ModelCard {
  readonly id: string
  readonly engine: string
  readonly offer: Offer
  /** Unix seconds. */
  readonly created: number
}

/** A kept file. `sha256` is what was read when it was stored; it never changes. */
export interface StoredFile {
  readonly bytes: number
  readonly mediaType: string
  /** Hex. */
  readonly sha256: string
  readonly createdAtMs: number
  /** Bytes `start` to `end`, both included. */
  open(range?: { readonly start: number; readonly end: number }): Promise<ReadableStream<Uint8Array>>
}
