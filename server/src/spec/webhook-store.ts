import type { Actor } from './audit.ts'
import type { Delivery, DeliveryTry, WebhookEndpoint } from './webhook.ts'

/**
 * Endpoints and the outbox. Rows of the outbox are born in `Rows.insertJob` and `Rows.moveJob`, nowhere else.
 * Who changed what is delivered, where, or how it is signed is written down with the change: `by`, `system` unless said.
 */
export interface WebhookStore {
  /** False when the owner already has `most`. */
  insertEndpoint(endpoint: WebhookEndpoint, most: number, by?: Actor): Promise<boolean>
  endpointOf(owner: string, id: string): Promise<WebhookEndpoint | undefined>
  /** Newest first. */
  endpointsOf(owner: string): Promise<readonly WebhookEndpoint[]>
  /** Reads, changes and writes in one transaction; what `change` throws changes nothing. */
  changeEndpoint(
    owner: string,
    id: string,
    change: (endpoint: WebhookEndpoint) => WebhookEndpoint,
    by?: Actor,
  ): Promise<WebhookEndpoint | undefined>
  /** With its deliveries and their log. False when there is none. */
  removeEndpoint(owner: string, id: string, by?: Actor): Promise<boolean>
  /** Newest first, strictly after the delivery `after`. */
  deliveries(
    endpointId: string,
    page: { readonly limit: number; readonly after?: string },
  ): Promise<readonly LoggedDelivery[]>
  delivery(endpointId: string, id: string): Promise<LoggedDelivery | undefined>
  /** Makes it due now, with a whole schedule of tries before it. */
  replay(id: string, nowMs: number): Promise<void>
  /** Due deliveries of enabled endpoints, longest due first, but those under way and those of busy endpoints. */
  due(nowMs: number, limit: number, except: Except): Promise<readonly DueDelivery[]>
  /** When the next one is due, those under way and of busy endpoints apart. */
  nextDueMs(except: Except): Promise<number | undefined>
  /**
   * Writes the try and what follows from it, unless the endpoint is gone. `decide` sees the endpoint as it is now.
   * A delivery replayed meanwhile keeps its new round.
   */
  settle(delivery: Delivery, made: DeliveryTry, decide: (endpoint: WebhookEndpoint) => Verdict): Promise<void>
  /** Removes what ended and was written before this time. */
  forget(beforeMs: number): Promise<void>
}

export interface Except {
  readonly deliveries: readonly string[]
  readonly endpoints: readonly string[]
}

export interface DueDelivery {
  readonly delivery: Delivery
  readonly endpoint: WebhookEndpoint
}

export interface LoggedDelivery extends Delivery {
  /** Oldest first. */
  readonly log: readonly DeliveryTry[]
}

export interface Verdict {
  readonly state: 'pending' | 'delivered' | 'failed'
  /** Unix milliseconds; null unless pending. */
  readonly nextAtMs: number | null
  readonly failingSinceMs: number | null
  /** Set: the endpoint is disabled, and all that still waits for it is dropped. */
  readonly disabled: WebhookEndpoint['disabled']
}
