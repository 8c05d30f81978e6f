import type { DeliveryState, WebhookEventType } from 'kinora/spec/webhook'
import { getJson, listAll, sendJson, type Listed } from './json.ts'

/** Times in unix seconds. */
export interface WebhookCard {
  readonly id: string
  readonly name: string
  readonly url: string
  readonly event_types: readonly WebhookEventType[]
  readonly created_at: number
  readonly signing_secret_hint: string | null
  readonly enabled: boolean
  readonly disabled_reason: string | null
  readonly failing_since: number | null
}

export interface DeliveryCard {
  readonly id: string
  readonly event_type: WebhookEventType
  readonly video_id: string
  readonly status: DeliveryState
  readonly created_at: number
  readonly next_try_at: number | null
  readonly tries: readonly {
    readonly at: number
    readonly duration_ms: number
    readonly status_code: number | null
    readonly error: string | null
  }[]
}

export interface WebhookDraft {
  readonly name: string
  readonly url: string
  readonly event_types: readonly WebhookEventType[]
}

type WithSecret = WebhookCard & { readonly signing_secret: string }

const at = (id: string): string => `/v1/webhook_endpoints/${encodeURIComponent(id)}`

/** @throws ApiError 403 without the scope `webhooks`. */
export function listWebhooks(signal: AbortSignal): Promise<readonly WebhookCard[]> {
  return listAll('/v1/webhook_endpoints', signal)
}

/** The secret is told now and never again. */
export function addWebhook(draft: WebhookDraft): Promise<WithSecret> {
  return sendJson('POST', '/v1/webhook_endpoints', draft)
}

/** Saying its address again switches on one that was switched off. */
export function switchOn({ id, url }: Pick<WebhookCard, 'id' | 'url'>): Promise<WebhookCard> {
  return sendJson('POST', at(id), { url })
}

export function removeWebhook(id: string): Promise<unknown> {
  return sendJson('DELETE', at(id))
}

/** The old secret stays good for 24 hours. */
export function rotateSecret(id: string): Promise<WithSecret> {
  return sendJson('POST', `${at(id)}/rotate_secret`, { keep_old_secret_active_for_24_hours: true })
}

/** Answers with the status the receiver gave. @throws ApiError with what went wrong. */
export function testWebhook(id: string, type: WebhookEventType): Promise<{ readonly status_code: number }> {
  return sendJson('POST', `${at(id)}/test`, { event_type: type })
}

/** The newest 20. */
export async function listDeliveries(id: string, signal: AbortSignal): Promise<readonly DeliveryCard[]> {
  return (await getJson<Listed<DeliveryCard>>(`${at(id)}/deliveries?limit=20`, signal)).data
}

export function replayDelivery(id: string, delivery: string): Promise<DeliveryCard> {
  return sendJson('POST', `${at(id)}/deliveries/${encodeURIComponent(delivery)}/replay`)
}
