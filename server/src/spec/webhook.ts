/** Every event a webhook can tell; a cancelled video is a failed one on the wire. */
export const WEBHOOK_EVENT_TYPES = ['video.completed', 'video.failed'] as const
export type WebhookEventType = (typeof WEBHOOK_EVENT_TYPES)[number]

/** Where events go. OpenAI's object on the wire has fewer fields and never a secret (videos-api.md 6). */
export interface WebhookEndpoint {
  /** `whe_` and 32 hex digits. */
  readonly id: string
  readonly owner: string
  readonly name: string
  /** As the client typed it. */
  readonly url: string
  readonly eventTypes: readonly WebhookEventType[]
  /** The one that signs, then those that a rotation left valid for a while. */
  readonly secrets: readonly SealedSecret[]
  /** Unix milliseconds. `updatedAtMs`: last change of what is delivered, where, or how it is signed. */
  readonly createdAtMs: number
  readonly updatedAtMs: number
  /** Since when every delivery failed; null while they arrive. */
  readonly failingSinceMs: number | null
  /** A disabled endpoint gets nothing until its owner updates it. */
  readonly disabled: { readonly atMs: number; readonly reason: string } | null
}

/** A signing secret that can be read only with the data folder's own key. */
export interface SealedSecret {
  readonly sealed: string
  /** Its last four characters, for telling secrets apart. */
  readonly hint: string
  /** Unix milliseconds; null for the one that signs. */
  readonly untilMs: number | null
}

/**
 * `pending`: to be sent at `nextAtMs`. `delivered`: answered 2xx. `failed`: every try was spent. `dropped`: its endpoint
 * was disabled before it arrived.
 */
export type DeliveryState = 'pending' | 'delivered' | 'failed' | 'dropped'

/** One event for one endpoint: the outbox row, written in the transaction that ended the video. */
export interface Delivery {
  /** `whd_` and 32 hex digits. */
  readonly id: string
  readonly endpointId: string
  /** `evt_` and 32 hex digits: the `webhook-id` of every try, the same at every endpoint. */
  readonly eventId: string
  readonly type: WebhookEventType
  readonly videoId: string
  /** The exact text that is signed and sent. */
  readonly body: string
  readonly state: DeliveryState
  /** Tries of the present round; a replay begins a new one. */
  readonly tries: number
  /** Unix milliseconds; null once it has ended. */
  readonly nextAtMs: number | null
  readonly createdAtMs: number
}

/** The log: one line a try. */
export interface DeliveryTry {
  /** Unix milliseconds. */
  readonly atMs: number
  readonly tookMs: number
  /** Null when no answer came. */
  readonly statusCode: number | null
  /** Plain words for the owner; null when it arrived. */
  readonly error: string | null
}
