import type { Caller } from './desk.ts'
import type { WebhookEndpoint, WebhookEventType } from './webhook.ts'
import type { LoggedDelivery } from './webhook-store.ts'

/**
 * What the API asks about webhooks. Every endpoint belongs to its owner: another's id answers like an unknown one, with
 * the Fault `not_found`.
 */
export interface WebhookDesk {
  /** @throws Fault `invalid_value` for a URL that is not called, or when the owner has the most endpoints already. */
  create(draft: WebhookDraft, caller: Caller): Promise<EndpointWithSecret>
  find(id: string, caller: Caller): Promise<WebhookEndpoint>
  /** Newest first. `after`: id of the last one seen. */
  list(page: WebhookPage, caller: Caller): Promise<{ readonly endpoints: readonly WebhookEndpoint[]; hasMore: boolean }>
  /** Changes what is named. Any update turns a disabled endpoint on again. */
  update(id: string, changes: Partial<WebhookDraft>, caller: Caller): Promise<WebhookEndpoint>
  remove(id: string, caller: Caller): Promise<void>
  /** A new secret signs from now on. `keepOld`: the one before signs too, for 24 hours. */
  rotate(id: string, keepOld: boolean, caller: Caller): Promise<EndpointWithSecret>
  /** Sends a sample at once, outside the outbox; returns the status of the answer. @throws Fault `webhook_unreachable`. */
  test(id: string, type: WebhookEventType, caller: Caller): Promise<number>
  /** Newest first. */
  deliveries(
    id: string,
    page: WebhookPage,
    caller: Caller,
  ): Promise<{ readonly deliveries: readonly LoggedDelivery[]; readonly hasMore: boolean }>
  /** Sends it again now, under its old event id, with a whole schedule of tries. */
  replay(id: string, deliveryId: string, caller: Caller): Promise<LoggedDelivery>
}

export interface WebhookDraft {
  readonly name: string
  readonly url: string
  readonly eventTypes: readonly WebhookEventType[]
}

/** `limit` 0 to 100. */
export interface WebhookPage {
  readonly limit: number
  readonly after?: string
}

export interface EndpointWithSecret {
  readonly endpoint: WebhookEndpoint
  /** `whsec_` and base64 of 32 bytes: shown this once. */
  readonly secret: string
}
