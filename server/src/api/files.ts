import { Hono } from 'hono'
import { Fault } from '../spec/fault.ts'
import { FILE_PURPOSES } from '../spec/files-desk.ts'
import type { FileDraft, FilePurpose, FilesDesk } from '../spec/files-desk.ts'
import { bodyKind } from './body-kind.ts'
import { serve } from './content.ts'
import type { Env } from './context.ts'
import { FILE_LIMIT, readMultipart } from './multipart.ts'
import { notAllowed } from './not-allowed.ts'
import { readPage, toList } from './page.ts'
import type { Staging } from './staging.ts'
import type { WithUploads } from './uploads.ts'

/** OpenAI's files, as far as videos need them (videos-api.md 3.11). */
export function files(desk: FilesDesk, withUploads: WithUploads): Hono<Env> {
  return new Hono<Env>()
    .post('/', (c) =>
      withUploads(async (staging) => c.json(await desk.keep(await readFileDraft(c.req.raw, staging), c.get('caller')))),
    )
    .get('/', async (c) => {
      const purpose = c.req.query('purpose')
      const page = { ...readPage(c), ...(purpose && { purpose: readPurpose(purpose) }) }
      const found = await desk.list(page, c.get('caller'))
      return c.json(toList(found.files, found.hasMore))
    })
    .get('/:id', async (c) => {
      const file = await desk.find(c.req.param('id'), c.get('caller'))
      if (!file) throw unknown(c.req.param('id'))
      c.header('cache-control', 'no-store')
      return c.json(file)
    })
    .delete('/:id', async (c) => {
      const id = c.req.param('id')
      if (!(await desk.remove(id, c.get('caller')))) throw unknown(id)
      return c.json({ id, object: 'file', deleted: true })
    })
    .get('/:id/content', async (c) => {
      const id = c.req.param('id')
      const file = await desk.content(id, c.get('caller'))
      if (!file) throw unknown(id)
      return serve(c, file, id)
    })
    .all('/', notAllowed('GET, POST'))
    .all('/:id', notAllowed('GET, DELETE'))
    .all('/:id/content', notAllowed('GET, HEAD'))
}

const unknown = (id: string): Fault =>
  new Fault('file_not_found', `No file with id '${id.slice(0, 100)}'.`, { param: 'id' })

async function readFileDraft(request: Request, staging: Staging): Promise<FileDraft> {
  if (bodyKind(request) !== 'form') throw new Fault('unsupported_media_type', 'Send the file as multipart/form-data.')
  if (!request.body) throw new Fault('invalid_body', 'The multipart body is empty.')
  const form = await readMultipart(request.body, request.headers.get('content-type') ?? '', staging, FILE_LIMIT)
  const purposes: string[] = []
  for (const [name, value] of form.fields) {
    if (name === 'purpose') purposes.push(value)
    else if (/^expires_after\b/.test(name))
      throw new Fault('unknown_parameter', 'Files are kept until they are deleted; expires_after is not available.', {
        param: 'expires_after',
      })
  }
  return { upload: onlyFile(form.files), purpose: readPurpose(only('purpose', purposes)) }
}

function onlyFile(uploads: readonly FileDraft['upload'][]): FileDraft['upload'] {
  const stranger = uploads.find(({ field }) => field !== 'file')
  if (stranger)
    throw new Fault('unknown_parameter', `Unknown file field '${stranger.field}'. Send it as 'file'.`, {
      param: stranger.field,
    })
  return only('file', uploads)
}

function only<T>(name: string, values: readonly T[]): T {
  const [value, ...more] = values
  if (value === undefined)
    throw new Fault('missing_required_parameter', `Missing required parameter: '${name}'.`, { param: name })
  if (more.length > 0) throw new Fault('invalid_body', `The field '${name}' was sent twice.`, { param: name })
  return value
}

function readPurpose(text: string): FilePurpose {
  const purpose = FILE_PURPOSES.find((one) => one === text)
  if (purpose) return purpose
  const names = FILE_PURPOSES.map((one) => `'${one}'`).join(', ')
  throw new Fault('invalid_value', `Invalid value: '${text.slice(0, 80)}'. Supported values are: ${names}.`, {
    param: 'purpose',
  })
}
