import type { Actor } from './audit.ts'
import type { Span } from './money.ts'

/** What a key may do. `admin` makes and revokes keys, caps money and decides charges, for any owner. */
export const SCOPES = ['videos:read', 'videos:write', 'files', 'webhooks', 'admin'] as const
export type Scope = (typeof SCOPES)[number]

/** `tolerant` takes whatever the routed model can make; `strict` refuses what OpenAI refused (videos-api.md 8). */
export const PROFILES = ['tolerant', 'strict'] as const
export type Profile = (typeof PROFILES)[number]

/** A key as it is kept: without the key itself, which only its maker ever saw. */
export interface ClientKey {
  /** `key_` and 24 hex digits. */
  readonly id: string
  /** 1 to 80 characters, for people. */
  readonly name: string
  /** Whose videos it sees: 1 to 64 of `A-Za-z0-9._-`. */
  readonly owner: string
  readonly scopes: readonly Scope[]
  readonly profile: Profile
  /** The model of a create that names none; null: the server's default. */
  readonly defaultModel: string | null
  /** Unix milliseconds. */
  readonly createdAtMs: number
  /** From this moment on it opens nothing; null: never. */
  readonly expiresAtMs: number | null
  readonly revokedAtMs: number | null
}

/** Keeps keys by their digest, and writes down who made and ended them: `by`, `system` unless said. */
export interface KeyStore {
  insert(key: ClientKey, sha256: string, by?: Actor): Promise<void>
  /** Also finds revoked and expired ones. `sha256` is hex, of the whole key. */
  find(sha256: string): Promise<{ readonly key: ClientKey; readonly sha256: string } | undefined>
  /** Oldest first, ended ones included. */
  all(): Promise<readonly ClientKey[]>
  /** A second time keeps the first time. Undefined when there is no such key. */
  revoke(id: string, atMs: number, by?: Actor): Promise<ClientKey | undefined>
}

/** A key to be made, as it came from outside. */
export interface KeyWish {
  readonly name: string
  /** Default: `default`, the owner of everything made with the operator's own key. */
  readonly owner?: string
  /** Default: `DEFAULT_SCOPES`. */
  readonly scopes?: readonly string[]
  readonly profile?: string
  /** `YYYY-MM-DD` (its first moment, UTC) or `YYYY-MM-DDTHH:MM:SSZ`. */
  readonly expires?: string
  readonly model?: string
  /** Micro-USD that it may hold and spend, in force before the key is. */
  readonly caps?: Partial<Readonly<Record<Span, number>>>
}

export const DEFAULT_SCOPES: readonly Scope[] = ['videos:read', 'videos:write', 'files']

/** Makes, shows and revokes keys. */
export interface KeyDesk {
  /** `secret` is shown now and never again. @throws Fault `invalid_value` naming the field, or `model_not_found`. */
  make(wish: KeyWish, by?: Actor): Promise<{ readonly key: ClientKey; readonly secret: string }>
  list(): Promise<readonly ClientKey[]>
  /** From now on it opens nothing. @throws Fault `key_not_found`. */
  revoke(id: string, by?: Actor): Promise<ClientKey>
}
