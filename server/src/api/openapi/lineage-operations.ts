import { z } from 'zod'
import { createSchema } from '../create-schema.ts'
import type { Operation } from './operation.ts'
import { videoSchema } from './schemas.ts'

const { prompt, model, seconds, consent } = createSchema.shape
const video = z
  .object({ id: z.string() })
  .describe('The id of one of your completed videos; in a form also an MP4 file.')
const byId = { 404: 'There is no such video, or it is not yours.' }
const answer = { description: 'The new job.', json: videoSchema }

export const lineageOperations: readonly Operation[] = [
  {
    method: 'post',
    path: '/v1/videos/{id}/remix',
    tag: 'Videos',
    summary: 'Make it again in other words',
    description: 'The same people, length and size. `remixed_from_video_id` names the source.',
    body: z.object({ prompt, consent }),
    answer,
    refusals: byId,
  },
  {
    method: 'post',
    path: '/v1/videos/edits',
    tag: 'Videos',
    summary: 'Change a video, keeping its structure',
    body: z.object({ prompt, video, model: model.optional(), consent }),
    files: ['video'],
    answer,
    refusals: byId,
  },
  {
    method: 'post',
    path: '/v1/videos/extensions',
    tag: 'Videos',
    summary: 'Make a video longer',
    description:
      '`seconds` is the length of the new part; the result is the stitched whole, up to six times and 120 s.',
    body: z.object({ prompt, video, seconds, model: model.optional(), consent }),
    files: ['video'],
    answer,
    refusals: byId,
  },
  {
    method: 'post',
    path: '/v1/videos/{id}/retry',
    tag: 'Videos',
    summary: 'Try again with all its inputs',
    description: 'A new job; `retry_of` names the old one.',
    answer,
    refusals: byId,
  },
  {
    method: 'post',
    path: '/v1/videos/{id}/cancel',
    tag: 'Videos',
    summary: 'Stop a video',
    description: 'It ends as `failed` with the code `cancelled`. One that has ended already stays as it is.',
    answer: { description: 'The video.', json: videoSchema },
    refusals: byId,
  },
]

const characterSchema = z
  .object({ id: z.string().nullable(), name: z.string().nullable(), created_at: z.int() })
  .meta({ id: 'Character' })
const noCharacter = { 404: 'There is no such character, or it is not yours.' }

export const characterOperations: readonly Operation[] = [
  {
    method: 'post',
    path: '/v1/videos/characters',
    tag: 'Videos',
    summary: 'Make a person of a clip a character',
    description:
      'The best face of the clip is kept. Used in a create as `"characters": [{"id": "…"}]`, with the name in the prompt.',
    body: z.object({ name: z.string().min(1).max(80), video: z.object({ file_id: z.string() }) }),
    files: ['video'],
    answer: { description: 'The character.', json: characterSchema },
  },
  {
    method: 'get',
    path: '/v1/videos/characters/{id}',
    tag: 'Videos',
    summary: 'Look at a character',
    answer: { description: 'The character.', json: characterSchema },
    refusals: noCharacter,
  },
  {
    method: 'delete',
    path: '/v1/videos/characters/{id}',
    tag: 'Videos',
    summary: 'Delete a character and its photo',
    answer: {
      description: 'It is gone.',
      json: z.object({ id: z.string(), object: z.string(), deleted: z.literal(true) }),
    },
    refusals: noCharacter,
  },
]
