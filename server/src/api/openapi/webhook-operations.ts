import { z } from 'zod'
import { WEBHOOK_EVENT_TYPES } from '../../spec/webhook.ts'
import type { Operation } from './operation.ts'
import { deletedSchema, pageOf, pageQuery } from './schemas.ts'

const eventType = z.enum(WEBHOOK_EVENT_TYPES)
const endpointSchema = z
  .looseObject({
    id: z.string(),
    object: z.literal('webhook_endpoint'),
    name: z.string(),
    url: z.string(),
    event_types: z.array(eventType),
    created_at: z.int(),
    updated_at: z.int(),
    signing_secret_hint: z.string().nullable(),
    enabled: z.boolean(),
    disabled_at: z.int().nullable(),
    disabled_reason: z.string().nullable(),
    failing_since: z.int().nullable(),
  })
  .meta({ id: 'WebhookEndpoint' })
const withSecret = endpointSchema.extend({ signing_secret: z.string() }).meta({ id: 'WebhookEndpointWithSecret' })
const deliverySchema = z
  .looseObject({ id: z.string(), object: z.literal('webhook_delivery') })
  .meta({ id: 'WebhookDelivery' })
const draft = z.object({ name: z.string().min(1).max(200), url: z.string(), event_types: z.array(eventType).min(1) })
const unknownId = { 404: 'There is no such endpoint, or it is not yours.' }
const json = ['application/json'] as const

export const webhookOperations: readonly Operation[] = [
  {
    method: 'get',
    path: '/v1/webhook_event_types',
    tag: 'Webhooks',
    summary: 'What can be told',
    answer: { description: 'The types.', json: z.object({ object: z.literal('list'), data: z.array(eventType) }) },
  },
  {
    method: 'post',
    path: '/v1/webhook_endpoints',
    tag: 'Webhooks',
    summary: 'Be told when videos end',
    description:
      'Deliveries are signed by Standard Webhooks. The secret is in this answer and in a rotation, nowhere else.',
    body: draft,
    encodings: json,
    answer: { description: 'The endpoint and its secret.', json: withSecret },
  },
  {
    method: 'get',
    path: '/v1/webhook_endpoints',
    tag: 'Webhooks',
    summary: 'List your endpoints, newest first',
    query: pageQuery,
    answer: { description: 'One page.', json: pageOf(endpointSchema) },
  },
  {
    method: 'get',
    path: '/v1/webhook_endpoints/{id}',
    tag: 'Webhooks',
    summary: 'Look at an endpoint',
    answer: { description: 'The endpoint.', json: endpointSchema },
    refusals: unknownId,
  },
  {
    method: 'post',
    path: '/v1/webhook_endpoints/{id}',
    tag: 'Webhooks',
    summary: 'Change an endpoint',
    body: draft.partial(),
    encodings: json,
    answer: { description: 'The endpoint.', json: endpointSchema },
    refusals: unknownId,
  },
  {
    method: 'delete',
    path: '/v1/webhook_endpoints/{id}',
    tag: 'Webhooks',
    summary: 'Delete an endpoint',
    answer: { description: 'It is gone.', json: deletedSchema('webhook_endpoint.deleted') },
    refusals: unknownId,
  },
  {
    method: 'post',
    path: '/v1/webhook_endpoints/{id}/rotate_secret',
    tag: 'Webhooks',
    summary: 'Get a new secret',
    body: z.object({ keep_old_secret_active_for_24_hours: z.boolean().default(false).optional() }),
    encodings: json,
    answer: { description: 'The endpoint and its new secret.', json: withSecret },
    refusals: unknownId,
  },
  {
    method: 'post',
    path: '/v1/webhook_endpoints/{id}/test',
    tag: 'Webhooks',
    summary: 'Send a test event now',
    body: z.object({ event_type: eventType }),
    encodings: json,
    answer: {
      description: 'The receiver answered.',
      json: z.object({
        object: z.literal('webhook_endpoint.test'),
        success: z.literal(true),
        status_code: z.int(),
        event_type: eventType,
        webhook_endpoint_id: z.string(),
      }),
    },
    refusals: unknownId,
  },
  {
    method: 'get',
    path: '/v1/webhook_endpoints/{id}/deliveries',
    tag: 'Webhooks',
    summary: 'What was sent, and how it went',
    query: pageQuery,
    answer: { description: 'One page, newest first.', json: pageOf(deliverySchema) },
    refusals: unknownId,
  },
  {
    method: 'post',
    path: '/v1/webhook_endpoints/{id}/deliveries/{delivery}/replay',
    tag: 'Webhooks',
    summary: 'Send a delivery again',
    description: 'Under the same `webhook-id`, by which receivers tell repeats.',
    answer: { description: 'The delivery.', json: deliverySchema },
    refusals: unknownId,
  },
]
