import { z } from 'zod'
import { personSchema } from '../people/read.ts'
import type { Operation } from './operation.ts'
import { pageOf, pageQuery } from './schemas.ts'

const scope = z.union([z.enum(['this_machine', 'hosted']), z.array(z.string())])

export const consentSchema = z
  .object({
    id: z.string(),
    object: z.literal('consent'),
    person_id: z.string().nullable().describe('Null: the photos of one request.'),
    person_name: z.string(),
    version: z.string().describe('Of the text in `/v1/consents/texts`.'),
    attested_by: z.string().describe('`self`, or the name of who said it.'),
    key_id: z.string(),
    scope: scope.describe('Where the photos may go: nowhere, to any engine, or to these.'),
    photos: z.array(z.string()).readonly().describe('SHA-256 of each photo as kept.'),
    given_at: z.int(),
    revoked_at: z.int().nullable(),
  })
  .meta({ id: 'Consent' })

const noConsent = { 404: 'There is no such consent, or it is not yours.' }

export const consentOperations: readonly Operation[] = [
  {
    method: 'post',
    path: '/v1/people/{id}/consent',
    tag: 'People',
    summary: 'Say that a person agreed',
    description: 'For the photos they have now. The words agreed to are in `/v1/consents/texts`.',
    body: personSchema.shape.consent.unwrap(),
    answer: { description: 'The record.', json: consentSchema },
    refusals: { 404: 'There is no such person, or they are not yours.' },
  },
  {
    method: 'get',
    path: '/v1/consents/texts',
    tag: 'People',
    summary: 'The words that are agreed to',
    answer: {
      description: 'By version, newest first; only the first may be agreed to from now on.',
      json: z.object({
        object: z.literal('list'),
        data: z.array(
          z.object({
            version: z.string(),
            person: z.object({ this_machine: z.string(), hosted: z.string() }),
            request: z.string(),
          }),
        ),
      }),
    },
  },
  {
    method: 'get',
    path: '/v1/consents',
    tag: 'People',
    summary: 'Who agreed to what',
    query: pageQuery.omit({ order: true }).extend({ person_id: z.string().optional() }),
    answer: { description: 'One page, newest first.', json: pageOf(consentSchema) },
  },
  {
    method: 'get',
    path: '/v1/consents/{id}',
    tag: 'People',
    summary: 'Look at a record',
    answer: { description: 'The record.', json: consentSchema },
    refusals: noConsent,
  },
  {
    method: 'post',
    path: '/v1/consents/{id}/revoke',
    tag: 'People',
    summary: 'Take a consent back',
    description:
      'No new video takes these photos, and videos not yet given to an engine are cancelled. Finished ones stay until they are removed.',
    answer: {
      description: 'The record.',
      json: consentSchema.extend({ cancelled_videos: z.array(z.string()).readonly() }),
    },
    refusals: noConsent,
  },
]
