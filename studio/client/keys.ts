import type { Profile, Scope } from 'kinora/spec/keys'
import type { Span } from 'kinora/spec/money'
import { getJson, sendJson } from './json.ts'

/** A key without its secret. Times in unix seconds. */
export interface KeyCard {
  readonly id: string
  readonly name: string
  readonly owner: string
  readonly scopes: readonly Scope[]
  readonly profile: Profile
  readonly model: string | null
  readonly created_at: number
  readonly expires_at: number | null
  readonly revoked_at: number | null
}

export interface NewKey {
  readonly name: string
  readonly owner: string
  readonly scopes: readonly Scope[]
  readonly profile: Profile
  /** `YYYY-MM-DD`, its first moment in UTC. */
  readonly expires?: string
  /** Micro-USD. */
  readonly budgets?: Partial<Readonly<Record<Span, number>>>
}

/** Oldest first, revoked ones included. @throws ApiError 403 without the scope `admin`. */
export async function listKeys(signal: AbortSignal): Promise<readonly KeyCard[]> {
  return (await getJson<{ readonly data: readonly KeyCard[] }>('/v1/keys', signal)).data
}

/** `key` is the secret, told now and never again. */
export function makeKey(wish: NewKey): Promise<KeyCard & { readonly key: string }> {
  return sendJson('POST', '/v1/keys', wish)
}

export function revokeKey(id: string): Promise<KeyCard> {
  return sendJson('DELETE', `/v1/keys/${encodeURIComponent(id)}`)
}
