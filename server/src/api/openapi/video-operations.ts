import { z } from 'zod'
import { createSchema } from '../create-schema.ts'
import type { Operation } from './operation.ts'
import {
  deletedSchema,
  modelSchema,
  pageOf,
  pageQuery,
  provenanceSchema,
  readinessSchema,
  videoSchema,
} from './schemas.ts'

const unknownId = { 404: 'There is no such video, or it is not yours: the two answer alike.' }

export const videoOperations: readonly Operation[] = [
  {
    method: 'post',
    path: '/v1/videos',
    tag: 'Videos',
    summary: 'Make a video',
    description:
      'Answers at once; ask for the video until its status is `completed` or `failed`. Photos go as repeated `input_reference` files, person 1 first, or as data URLs in JSON. Once this has answered, the job survives any crash.',
    body: createSchema,
    files: ['input_reference'],
    answer: { description: 'The accepted job.', json: videoSchema },
    refusals: {
      404: 'There is no such model.',
      413: 'The body, or one photo, is too large.',
      415: 'Neither JSON nor a form.',
      429: 'Too many requests or uploads at once; `retry-after` says when to try again.',
      507: 'The disk is full.',
    },
  },
  {
    method: 'get',
    path: '/v1/videos',
    tag: 'Videos',
    summary: 'List your videos',
    query: pageQuery,
    answer: { description: 'One page.', json: pageOf(videoSchema) },
  },
  {
    method: 'get',
    path: '/v1/videos/{id}',
    tag: 'Videos',
    summary: 'Look at a video',
    description: 'While it is under way the header `openai-poll-after-ms` says when to ask again.',
    answer: { description: 'The video.', json: videoSchema },
    refusals: unknownId,
  },
  {
    method: 'delete',
    path: '/v1/videos/{id}',
    tag: 'Videos',
    summary: 'Delete a video',
    description: 'One that is still rendering is cancelled first. Its bytes and photos go with it.',
    answer: { description: 'It is gone.', json: deletedSchema('video.deleted') },
    refusals: unknownId,
  },
  {
    method: 'get',
    path: '/v1/videos/{id}/content',
    tag: 'Videos',
    summary: 'Get the bytes of a finished video',
    description:
      'The spritesheet is a grid of 4 by 4 stills in order of time, each 180 px high. Ranges, `If-Range`, `If-None-Match` and HEAD work as RFC 9110 has them.',
    query: z.object({
      variant: z.enum(['video', 'thumbnail', 'spritesheet']).default('video').optional(),
      download: z.literal('1').optional().describe('Suggests to a browser that it saves the file.'),
    }),
    answer: { description: 'The bytes.', types: ['video/mp4', 'image/webp', 'image/jpeg'] },
    refusals: {
      404: 'No such video, or it is not ready: ask for the video, not for its content.',
      416: 'Outside the file.',
    },
  },
  {
    method: 'get',
    path: '/v1/videos/{id}/references/{place}',
    tag: 'Videos',
    summary: 'Get a photo that a video was made from',
    description:
      'As it is kept: upright, without metadata. `place` is 1 for person 1; the video says how many there are.',
    answer: { description: 'The photo.', types: ['image/jpeg', 'image/png', 'image/webp'] },
    refusals: { 404: 'No such video or photo, or it is not yours. A person who was removed took their photos along.' },
  },
  {
    method: 'get',
    path: '/v1/videos/{id}/provenance',
    tag: 'Videos',
    summary: 'What a finished file says about its own making',
    answer: {
      description: 'Read from the file. `mark` is null where it says nothing; it is a label, not a proof.',
      json: provenanceSchema,
    },
    refusals: { 404: 'No such video, or it is not ready.' },
  },
  {
    method: 'get',
    path: '/v1/models',
    tag: 'Models',
    summary: 'What can be asked for',
    description: 'Every model and alias, and under `kinora` what each can make and costs.',
    answer: {
      description: 'All of them.',
      json: z.object({ object: z.literal('list'), data: z.array(modelSchema) }),
    },
  },
  {
    method: 'get',
    path: '/v1/models/{id}',
    tag: 'Models',
    summary: 'Look at a model',
    answer: { description: 'The model.', json: modelSchema },
    refusals: { 404: 'There is no such model.' },
  },
  {
    method: 'post',
    path: '/session',
    tag: 'Kinora',
    summary: 'Sign a browser in',
    description:
      'The studio sends a key once and gets a cookie, which may do and see what the key may, and ends with it.',
    keyed: false,
    body: z.object({ key: z.string() }),
    encodings: ['application/json'],
    answer: { description: 'Signed in (204).', empty: true },
    refusals: { 401: 'That is not a key of this server.' },
  },
  {
    method: 'get',
    path: '/session',
    tag: 'Kinora',
    summary: 'Whose key is it?',
    answer: {
      description: 'The key that was shown or signed in with; its name is null for the server’s own.',
      json: z.object({
        object: z.literal('session'),
        key: z.object({
          id: z.string(),
          name: z.string().nullable(),
          owner: z.string(),
          scopes: z.array(z.string()),
          profile: z.enum(['tolerant', 'strict']),
        }),
      }),
    },
  },
  {
    method: 'delete',
    path: '/session',
    tag: 'Kinora',
    summary: 'Sign a browser out',
    keyed: false,
    answer: { description: 'The cookie is forgotten (204).', empty: true },
  },
  {
    method: 'get',
    path: '/healthz',
    tag: 'Health',
    summary: 'Is the process up?',
    keyed: false,
    answer: { description: 'It is.', json: z.object({ status: z.literal('ok') }) },
  },
  {
    method: 'get',
    path: '/readyz',
    tag: 'Health',
    summary: 'Can it take work?',
    keyed: false,
    answer: { description: 'It can.', json: readinessSchema },
    refusals: { 503: 'No video could be made now; the same fields say which part is missing.' },
  },
]
