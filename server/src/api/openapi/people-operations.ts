import { z } from 'zod'
import { changesSchema, personSchema, photoSchema } from '../people/read.ts'
import { consentSchema } from './consent-operations.ts'
import type { Operation } from './operation.ts'
import { pageOf, pageQuery } from './schemas.ts'

export const savedPersonSchema = z
  .object({
    id: z.string(),
    object: z.literal('person'),
    name: z.string(),
    photos: z.array(
      z.object({
        id: z.string(),
        object: z.literal('person.photo'),
        width: z.int(),
        height: z.int(),
        bytes: z.int(),
        sha256: z.string(),
        created_at: z.int(),
      }),
    ),
    preferred_photo_id: z.string().describe('The photo that a video takes.'),
    consent: consentSchema.nullable().describe('What was last attested to; null: nothing.'),
    created_at: z.int(),
  })
  .meta({ id: 'Person' })

const ids = z.array(z.string()).readonly()
const removalSchema = z.object({
  id: z.string(),
  object: z.literal('person.deleted'),
  deleted: z.boolean().describe('False after a dry run.'),
  removed: z.object({ photos: ids, videos: ids, files: ids, characters: ids, consents: ids }),
})

const person = { description: 'The person.', json: savedPersonSchema }
const noPerson = { 404: 'There is no such person, or they are not yours.' }

export const peopleOperations: readonly Operation[] = [
  {
    method: 'post',
    path: '/v1/people',
    tag: 'People',
    summary: 'Save a person',
    description:
      'Used in a create by `people: ["person_…"]` or `@name` in its prompt. Names are told apart without case.',
    body: personSchema,
    files: ['photo'],
    answer: person,
    refusals: { 413: 'The photo is too large.' },
  },
  {
    method: 'get',
    path: '/v1/people',
    tag: 'People',
    summary: 'List your people',
    query: pageQuery.extend({ owner: z.string().optional().describe("Another's; for keys with the scope `admin`.") }),
    answer: { description: 'One page.', json: pageOf(savedPersonSchema) },
  },
  {
    method: 'get',
    path: '/v1/people/{id}',
    tag: 'People',
    summary: 'Look at a person',
    answer: person,
    refusals: noPerson,
  },
  {
    method: 'post',
    path: '/v1/people/{id}',
    tag: 'People',
    summary: 'Change the name or the preferred photo',
    body: changesSchema,
    answer: person,
    refusals: noPerson,
  },
  {
    method: 'delete',
    path: '/v1/people/{id}',
    tag: 'People',
    summary: 'Remove a person and their photos',
    description:
      'With `with=videos` also every video made of these photos, every kept copy of them, and what was agreed to. Records of consent stay, without the name.',
    query: z.object({
      with: z.literal('videos').optional(),
      dry_run: z.literal('1').optional().describe('Only tells what would go.'),
      owner: z.string().optional().describe("Another's; for keys with the scope `admin`."),
    }),
    answer: { description: 'What went, or would go.', json: removalSchema },
    refusals: noPerson,
  },
  {
    method: 'post',
    path: '/v1/people/{id}/photos',
    tag: 'People',
    summary: 'Add a photo',
    description: 'Without a consent of its own it stays on this machine.',
    body: photoSchema,
    files: ['photo'],
    answer: person,
    refusals: noPerson,
  },
  {
    method: 'delete',
    path: '/v1/people/{id}/photos/{photo_id}',
    tag: 'People',
    summary: 'Remove a photo',
    description: 'The last one goes only with the person.',
    answer: person,
    refusals: noPerson,
  },
  {
    method: 'get',
    path: '/v1/people/{id}/photos/{photo_id}/content',
    tag: 'People',
    summary: 'Get the bytes of a photo',
    answer: { description: 'The bytes.', types: ['image/jpeg', 'image/png', 'image/webp'] },
    refusals: noPerson,
  },
]
