import { z } from 'zod'
import { SPANS } from '../../spec/money.ts'
import { capSchema, decisionSchema } from '../money.ts'
import type { Operation } from './operation.ts'
import { pageOf, pageQuery } from './schemas.ts'

const micros = z.int()
const charge = z.enum(['none', 'held', 'charged', 'unknown'])

export const budgetSchema = z
  .object({
    object: z.literal('budget'),
    scope: z.string(),
    span: z.enum(SPANS),
    period: z.string().describe('`day:2026-11-23`, `month:2026-11` or `total`; UTC, by the creation of a video.'),
    cap_usd_micros: micros.nullable().describe('Null: no cap.'),
    held_usd_micros: micros.describe('Reserved for videos under way, and for charges nobody knows yet.'),
    spent_usd_micros: micros,
    left_usd_micros: micros.nullable(),
  })
  .meta({ id: 'Budget' })

export const entrySchema = z
  .object({
    id: z.string(),
    object: z.literal('ledger.entry'),
    created_at: z.int(),
    video_id: z.string(),
    owner: z.string(),
    key_id: z.string(),
    engine: z.string(),
    kind: z.enum(['hold', 'settle', 'release']),
    held_usd_micros: micros.describe('What this entry adds to the money held; negative takes away.'),
    spent_usd_micros: micros,
    decided_by: z.string().nullable().describe('Who decided an unknown charge; null: the job itself.'),
  })
  .meta({ id: 'LedgerEntry' })

export const chargeSchema = z
  .object({
    id: z.string().describe('That of the video, which may be deleted.'),
    object: z.literal('charge'),
    owner: z.string(),
    key_id: z.string(),
    engine: z.string(),
    model: z.string(),
    outcome: z.enum(['open', 'completed', 'failed', 'cancelled']),
    charge,
    estimate_usd_micros: micros,
    held_usd_micros: micros,
    spent_usd_micros: micros,
    created_at: z.int(),
    ended_at: z.int().nullable(),
    decided_at: z.int().nullable(),
    decided_by: z.string().nullable(),
  })
  .meta({ id: 'Charge' })

const common = { tag: 'Money', refusals: { 403: 'The key lacks the scope `admin`.' } } as const

/** Caps, the ledger, and charges that a person has to decide. */
export const moneyOperations: readonly Operation[] = [
  {
    ...common,
    method: 'get',
    path: '/v1/budgets',
    summary: 'What was held and spent, and what is left',
    description: "The server's and every scope with a cap, or just the one asked for, by day, month and total.",
    query: z.object({ scope: z.string().optional() }),
    answer: { description: 'All of them.', json: z.object({ object: z.literal('list'), data: z.array(budgetSchema) }) },
  },
  {
    ...common,
    method: 'put',
    path: '/v1/budgets',
    summary: 'Set or lift a cap',
    description: 'Counts at once. One below what is used already leaves no room.',
    body: capSchema,
    encodings: ['application/json'],
    answer: { description: 'The budget as it is now.', json: budgetSchema },
    refusals: { ...common.refusals, 404: 'There is no such key.' },
  },
  {
    ...common,
    method: 'get',
    path: '/v1/ledger',
    summary: 'Every hold, settlement and release',
    description: 'Entries are only ever added; they sum to the budgets and to the usage.',
    query: pageQuery.extend({ video_id: z.string().optional() }),
    answer: { description: 'A page.', json: pageOf(entrySchema) },
  },
  {
    ...common,
    method: 'get',
    path: '/v1/charges',
    summary: 'Charges that wait for a decision',
    description: 'With `decided=true` those that had one.',
    query: pageQuery.extend({ decided: z.enum(['true', 'false']).default('false').optional() }),
    answer: { description: 'A page.', json: pageOf(chargeSchema) },
  },
  {
    ...common,
    method: 'post',
    path: '/v1/videos/{id}/charge',
    summary: 'Decide a charge that nobody knows',
    description:
      'For `charge: unknown`, of any owner, once, also when the video was deleted. The video stays as it ended; only its money moves.',
    body: decisionSchema,
    encodings: ['application/json'],
    answer: { description: 'The charge as it is now.', json: chargeSchema },
    refusals: { ...common.refusals, 404: 'There never was such a video.' },
  },
]
