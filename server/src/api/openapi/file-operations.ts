import { z } from 'zod'
import { FILE_PURPOSES } from '../../spec/files-desk.ts'
import type { Operation } from './operation.ts'
import { deletedSchema, pageOf, pageQuery } from './schemas.ts'

export const fileSchema = z
  .object({
    id: z.string(),
    object: z.literal('file'),
    bytes: z.int().describe('As kept: photos are re-encoded without metadata.'),
    created_at: z.int(),
    expires_at: z.null(),
    filename: z.string().describe('A label only, echoed as it was sent.'),
    purpose: z.enum(FILE_PURPOSES),
    status: z.literal('processed'),
  })
  .meta({ id: 'File' })

const unknownId = { 404: 'There is no such file, or it is not yours.' }

export const fileOperations: readonly Operation[] = [
  {
    method: 'post',
    path: '/v1/files',
    tag: 'Files',
    summary: 'Keep a file',
    description: 'A photo kept once can be used in many requests by its id: `"input_reference": {"file_id": "…"}`.',
    body: z.object({ purpose: z.enum(FILE_PURPOSES) }),
    files: ['file'],
    encodings: ['multipart/form-data'],
    answer: { description: 'The kept file.', json: fileSchema },
    refusals: { 413: 'The file is too large.', 415: 'Not a form.' },
  },
  {
    method: 'get',
    path: '/v1/files',
    tag: 'Files',
    summary: 'List your files',
    query: pageQuery.extend({ purpose: z.enum(FILE_PURPOSES).optional() }),
    answer: { description: 'One page.', json: pageOf(fileSchema) },
  },
  {
    method: 'get',
    path: '/v1/files/{id}',
    tag: 'Files',
    summary: 'Look at a file',
    answer: { description: 'The file.', json: fileSchema },
    refusals: unknownId,
  },
  {
    method: 'delete',
    path: '/v1/files/{id}',
    tag: 'Files',
    summary: 'Delete a file',
    description: 'Videos that were made from it keep their own copy.',
    answer: { description: 'It is gone.', json: deletedSchema('file') },
    refusals: unknownId,
  },
  {
    method: 'get',
    path: '/v1/files/{id}/content',
    tag: 'Files',
    summary: 'Get the bytes of a file',
    answer: { description: 'The bytes.', types: ['image/jpeg', 'image/png', 'image/webp', 'video/mp4'] },
    refusals: unknownId,
  },
]
