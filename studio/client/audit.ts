import { getJson, type Listed } from './json.ts'

export interface AuditLine {
  readonly id: string
  /** ISO 8601, UTC. */
  readonly at: string
  readonly actor: string
  readonly owner: string | null
  readonly action: string
  readonly object_id: string
  readonly details: Readonly<Record<string, string | number | boolean | null>>
}

/** Newest first, after the record `after`. @throws ApiError 403 without the scope `admin`. */
export function readAudit(after: string | null, object: string, signal: AbortSignal): Promise<Listed<AuditLine>> {
  const query = new URLSearchParams({ limit: '50' })
  if (after !== null) query.set('after', after)
  if (object !== '') query.set('object', object)
  return getJson(`/v1/audit?${query}`, signal)
}
