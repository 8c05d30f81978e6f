import { Fault } from '../spec/fault.ts'
import { LIMITS } from '../spec/limits.ts'
import type { Upload } from '../spec/order.ts'
import { bodyKind } from './body-kind.ts'
import { fold } from './fold.ts'
import { splitForm } from './form-references.ts'
import { readJson } from './json-body.ts'
import { FILE_LIMIT, readMultipart } from './multipart.ts'
import { itemsOf, type Item } from './references.ts'
import type { Staging } from './staging.ts'

type Fields = { readonly [key: string]: unknown }

/** A body with photos: files, ids, addresses or data URLs, in the order sent. @throws Fault, as both readers below do. */
export function readBodyWithPictures(
  request: Request,
  staging: Staging,
): Promise<{ readonly body: Fields; readonly items: readonly Item[] }> {
  return readEither(request, {
    async json() {
      const body = await readJson(request, LIMITS.dataUrlJsonBytes, staging)
      return { body, items: itemsOf(body['input_reference'] ?? undefined) }
    },
    async form(stream, type) {
      const { fields, items } = splitForm((await readMultipart(stream, type, staging)).parts)
      return { body: fold(fields), items }
    },
  })
}

/** A body that as a form may bring whole files; as JSON it names them, in at most `jsonBytes`. */
export function readBodyWithFiles(
  request: Request,
  staging: Staging,
  jsonBytes: number,
): Promise<{ readonly body: Fields; readonly uploads: readonly Upload[] }> {
  return readEither(request, {
    json: async () => ({ body: await readJson(request, jsonBytes, staging), uploads: [] }),
    async form(stream, type) {
      const { fields, files } = await readMultipart(stream, type, staging, FILE_LIMIT)
      return { body: fold(fields), uploads: files }
    },
  })
}

interface Readers<T> {
  readonly json: () => Promise<T>
  readonly form: (stream: ReadableStream<Uint8Array>, type: string) => Promise<T>
}

/** @throws Fault `unsupported_media_type` for any third kind of body, `invalid_body` for a form without one. */
async function readEither<T>(request: Request, { json, form }: Readers<T>): Promise<T> {
  const kind = bodyKind(request)
  if (kind === 'json') return json()
  if (kind === 'none')
    throw new Fault('unsupported_media_type', 'Send a body, as application/json or multipart/form-data.')
  if (!request.body) throw new Fault('invalid_body', 'The multipart body is empty.')
  return form(request.body, request.headers.get('content-type') ?? '')
}
