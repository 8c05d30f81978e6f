import { z } from 'zod'
import { createSchema } from '../create-schema.ts'
import { jointFrameSchema } from '../joint-frame.ts'
import { budgetSchema } from './money-operations.ts'
import type { Operation } from './operation.ts'
import { errorSchema } from './schemas.ts'

const micros = z.int()
const sums = {
  videos: z.int(),
  completed: z.int(),
  failed: z.int(),
  charged: z.int(),
  failed_charged: z.int(),
  unsettled: z.int(),
  seconds: z.int(),
  estimate_usd_micros: micros,
  final_usd_micros: micros,
}
const stream = {
  description: 'A stream of server-sent events; each carries the video as it is then.',
  types: ['text/event-stream'],
} as const

/** What Kinora adds to the contract, under the same roof. */
export const kinoraOperations: readonly Operation[] = [
  {
    method: 'post',
    path: '/v1/videos/estimates',
    tag: 'Kinora',
    summary: 'What a create would cost and meet',
    description: 'Takes the body of a create and keeps nothing. What would be refused is in `problems`.',
    body: createSchema.partial(),
    files: ['input_reference'],
    answer: {
      description: 'An estimate.',
      json: z.object({
        object: z.literal('video.estimate'),
        model: z.string().nullable(),
        engine: z.string().nullable(),
        seconds: z.string().nullable(),
        size: z.string().nullable(),
        quality: z.string().nullable(),
        cost: z.object({ estimate_usd_micros: micros.nullable(), price_source: z.string().nullable() }),
        budget: budgetSchema.nullable().describe('The cap with the least left; null: no cap holds this key.'),
        offer: z.looseObject({}).nullable(),
        warnings: z.array(z.string()),
        problems: z.array(errorSchema.shape.error),
      }),
    },
  },
  {
    method: 'post',
    path: '/v1/references',
    tag: 'Kinora',
    summary: 'Put two people on one still',
    description:
      'The joint frame that engines with a single first frame are fed with, at exactly the size asked. Warnings are in the header `x-kinora-warnings`, or in the JSON form.',
    body: jointFrameSchema,
    files: ['input_reference'],
    answer: { description: 'The picture.', types: ['image/jpeg', 'image/png', 'application/json'] },
  },
  {
    method: 'get',
    path: '/v1/events',
    tag: 'Kinora',
    summary: 'Follow all your videos',
    description: 'Resumes after `Last-Event-ID`.',
    answer: stream,
  },
  {
    method: 'get',
    path: '/v1/videos/{id}/events',
    tag: 'Kinora',
    summary: 'Follow one video',
    answer: stream,
    refusals: { 404: 'There is no such video, or it is not yours.' },
  },
  {
    method: 'get',
    path: '/v1/usage',
    tag: 'Kinora',
    summary: 'What was made and spent, by day and engine',
    query: z.object({ from: z.string().optional(), to: z.string().optional() }),
    answer: {
      description: 'Rows and their total.',
      json: z.object({
        object: z.literal('usage'),
        from: z.string(),
        to: z.string(),
        data: z.array(z.object({ day: z.string(), engine: z.string(), ...sums })),
        total: z.object(sums),
      }),
    },
  },
  {
    method: 'get',
    path: '/v1/engines',
    tag: 'Kinora',
    summary: 'Which engines there are, and whether they can work',
    answer: {
      description: 'All of them.',
      json: z.object({
        object: z.literal('list'),
        data: z.array(
          z.looseObject({
            name: z.string(),
            object: z.literal('engine'),
            class: z.enum(['idempotent', 'findable', 'opaque', 'local']),
            slots: z.int(),
            ready: z.boolean(),
            reason: z.string().nullable(),
            offers: z.array(z.looseObject({ model: z.string() })),
          }),
        ),
      }),
    },
  },
]
