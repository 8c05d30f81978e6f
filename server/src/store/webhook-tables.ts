import type { Generated } from 'kysely'

/** What migration 5 added. */
export interface WebhookTables {
  event_feed: { position: Generated<number>; owner: string; job_id: string; seq: number }
  webhook_endpoint: EndpointTable
  webhook_delivery: DeliveryTable
  webhook_try: TryTable
}

export interface EndpointTable {
  id: string
  owner: string
  name: string
  url: string
  event_types_json: string
  secrets_json: string
  created_at_ms: number
  updated_at_ms: number
  failing_since_ms: number | null
  disabled_at_ms: number | null
  disabled_reason: string | null
}

export interface DeliveryTable {
  seq: Generated<number>
  id: string
  endpoint_id: string
  event_id: string
  type: string
  video_id: string
  body: string
  state: string
  tries: number
  next_at_ms: number | null
  created_at_ms: number
}

export interface TryTable {
  seq: Generated<number>
  delivery_id: string
  at_ms: number
  took_ms: number
  status_code: number | null
  error: string | null
}
