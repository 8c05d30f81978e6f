import { z } from 'zod'
import type { Operation } from './operation.ts'

const keySchema = z
  .object({
    id: z.string(),
    object: z.literal('api_key'),
    name: z.string(),
    owner: z.string().describe('Keys of one owner see the same objects.'),
    scopes: z.array(z.string()),
    profile: z.enum(['tolerant', 'strict']),
    model: z.string().nullable().describe('What a create without a model gets; null: the server decides.'),
    created_at: z.int(),
    expires_at: z.int().nullable(),
    revoked_at: z.int().nullable(),
  })
  .meta({ id: 'Key' })

const cap = z.int().min(0).optional()

const wish = z.object({
  name: z.string(),
  owner: z.string().optional(),
  scopes: z.array(z.string()).optional(),
  profile: z.enum(['tolerant', 'strict']).optional(),
  expires: z.string().optional().describe('A day, `2027-01-01`.'),
  model: z.string().optional(),
  budgets: z
    .object({ day: cap, month: cap, total: cap })
    .optional()
    .describe('What the key may hold and spend, micro-USD; as in `PUT /v1/budgets`.'),
})

const admin = { 403: 'The key lacks the scope `admin`.' }

export const keyOperations: readonly Operation[] = [
  {
    method: 'post',
    path: '/v1/keys',
    tag: 'Keys',
    summary: 'Make a key',
    description: 'The secret is in this answer and nowhere else.',
    body: wish,
    encodings: ['application/json'],
    answer: { description: 'The key and its secret.', json: keySchema.extend({ key: z.string() }) },
    refusals: admin,
  },
  {
    method: 'get',
    path: '/v1/keys',
    tag: 'Keys',
    summary: 'List keys',
    answer: { description: 'All of them.', json: z.object({ object: z.literal('list'), data: z.array(keySchema) }) },
    refusals: admin,
  },
  {
    method: 'delete',
    path: '/v1/keys/{id}',
    tag: 'Keys',
    summary: 'Revoke a key',
    description: 'At once and for good; what it made stays.',
    answer: { description: 'The revoked key.', json: keySchema },
    refusals: { ...admin, 404: 'There is no such key.' },
  },
]
