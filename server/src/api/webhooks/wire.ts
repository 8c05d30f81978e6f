import type { WebhookEndpoint } from '../../spec/webhook.ts'
import type { EndpointWithSecret } from '../../spec/webhook-desk.ts'
import type { LoggedDelivery } from '../../spec/webhook-store.ts'

const seconds = (ms: number): number => Math.floor(ms / 1_000)

/** OpenAI's endpoint object, then Kinora's additions from `enabled` on. */
export function toWire(endpoint: WebhookEndpoint) {
  const { disabled } = endpoint
  const hint = endpoint.secrets[0]?.hint
  return {
    id: endpoint.id,
    object: 'webhook_endpoint',
    name: endpoint.name,
    url: endpoint.url,
    event_types: endpoint.eventTypes,
    created_at: seconds(endpoint.createdAtMs),
    updated_at: seconds(endpoint.updatedAtMs),
    signing_secret_hint: hint === undefined ? null : `whsec_…${hint}`,
    enabled: disabled === null,
    disabled_at: disabled && seconds(disabled.atMs),
    disabled_reason: disabled && disabled.reason,
    failing_since: endpoint.failingSinceMs === null ? null : seconds(endpoint.failingSinceMs),
  }
}

export function toWireWithSecret({ endpoint, secret }: EndpointWithSecret) {
  return { ...toWire(endpoint), signing_secret: secret }
}

export function deliveryToWire(delivery: LoggedDelivery) {
  return {
    id: delivery.id,
    object: 'webhook_delivery',
    webhook_endpoint_id: delivery.endpointId,
    event_id: delivery.eventId,
    event_type: delivery.type,
    video_id: delivery.videoId,
    status: delivery.state,
    created_at: seconds(delivery.createdAtMs),
    next_try_at: delivery.nextAtMs === null ? null : seconds(delivery.nextAtMs),
    tries: delivery.log.map(({ atMs, tookMs, statusCode, error }) => ({
      at: seconds(atMs),
      duration_ms: tookMs,
      status_code: statusCode,
      error,
    })),
  }
}
