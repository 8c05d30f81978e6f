import { z } from 'zod'
import type { Operation } from './operation.ts'
import { pageOf, pageQuery } from './schemas.ts'

const recordSchema = z
  .object({
    id: z.string(),
    object: z.literal('audit_record'),
    at: z.iso.datetime().describe('UTC, to the millisecond.'),
    actor: z.string().describe('The id of a key, or `operator`, `system` or `cli`.'),
    owner: z.string().nullable(),
    action: z.string().describe('Two words, like `job.deleted`.'),
    object_id: z.string(),
    details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  })
  .meta({ id: 'AuditRecord' })

export const auditOperations: readonly Operation[] = [
  {
    method: 'get',
    path: '/v1/audit',
    tag: 'Keys',
    summary: 'List who did what',
    description: 'Of every owner, newest first unless asked otherwise. Records are never changed or removed.',
    query: pageQuery.extend({ object: z.string().optional().describe('Only what was done to the object of this id.') }),
    answer: { description: 'One page.', json: pageOf(recordSchema) },
    refusals: { 403: 'The key lacks the scope `admin`.' },
  },
  {
    method: 'get',
    path: '/metrics',
    tag: 'Health',
    summary: 'What a Prometheus collects',
    description: 'Without a key from this machine itself; from elsewhere with a key that has the scope `admin`.',
    answer: { description: 'Prometheus text.', types: ['text/plain'] },
    refusals: { 403: 'The key lacks the scope `admin`.' },
  },
]
