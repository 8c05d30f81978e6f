import type { Insertable, Selectable } from 'kysely'
import type { Delivery, DeliveryTry, WebhookEndpoint } from '../spec/webhook.ts'
import type { DeliveryTable, EndpointTable, TryTable } from './webhook-tables.ts'

// The casts below trust what this room wrote itself: only these functions write these columns.

export function readEndpoint(row: Selectable<EndpointTable>): WebhookEndpoint {
  const { disabled_at_ms: atMs, disabled_reason: reason } = row
  return {
    id: row.id,
    owner: row.owner,
    name: row.name,
    url: row.url,
    eventTypes: JSON.parse(row.event_types_json) as WebhookEndpoint['eventTypes'],
    secrets: JSON.parse(row.secrets_json) as WebhookEndpoint['secrets'],
    createdAtMs: row.created_at_ms,
    updatedAtMs: row.updated_at_ms,
    failingSinceMs: row.failing_since_ms,
    disabled: atMs === null ? null : { atMs, reason: reason ?? '' },
  }
}

export function writeEndpoint(endpoint: WebhookEndpoint): Insertable<EndpointTable> {
  return {
    id: endpoint.id,
    owner: endpoint.owner,
    name: endpoint.name,
    url: endpoint.url,
    event_types_json: JSON.stringify(endpoint.eventTypes),
    secrets_json: JSON.stringify(endpoint.secrets),
    created_at_ms: endpoint.createdAtMs,
    updated_at_ms: endpoint.updatedAtMs,
    failing_since_ms: endpoint.failingSinceMs,
    disabled_at_ms: endpoint.disabled?.atMs ?? null,
    disabled_reason: endpoint.disabled?.reason ?? null,
  }
}

export function readDelivery(row: Omit<Selectable<DeliveryTable>, 'seq'>): Delivery {
  return {
    id: row.id,
    endpointId: row.endpoint_id,
    eventId: row.event_id,
    type: row.type as Delivery['type'],
    videoId: row.video_id,
    body: row.body,
    state: row.state as Delivery['state'],
    tries: row.tries,
    nextAtMs: row.next_at_ms,
    createdAtMs: row.created_at_ms,
  }
}

export function readTry(row: Selectable<TryTable>): DeliveryTry {
  return { atMs: row.at_ms, tookMs: row.took_ms, statusCode: row.status_code, error: row.error }
}
