import { Fault } from '../spec/fault.ts'
import { LIMITS } from '../spec/limits.ts'
import type { Draft } from '../spec/order.ts'
import { createSchema, type CreateFields } from './create-schema.ts'
import { fold, refuseForbidden } from './fold.ts'
import { readJson } from './json-body.ts'
import { readMultipart } from './multipart.ts'
import { splitForm } from './form-references.ts'
import type { PictureSources } from './pictures.ts'
import { itemsOf, readReferences } from './references.ts'
import type { Item } from './references.ts'
import type { Staging } from './staging.ts'

/**
 * Reads the body of a create in either encoding into a typed draft. Files lie in `staging`, which the caller clears.
 * @throws Fault naming the field, the value and what is accepted.
 */
export async function readCreate(request: Request, staging: Staging, sources: PictureSources): Promise<Draft> {
  const type = request.headers.get('content-type') ?? ''
  if (request.headers.has('content-encoding'))
    throw new Fault('unsupported_media_type', 'Send the body without a Content-Encoding.')
  if (/^application\/json\b/i.test(type)) {
    const body = await readJson(request, LIMITS.dataUrlJsonBytes)
    return toDraft(body, itemsOf(body['input_reference'] ?? undefined), staging, sources)
  }
  if (/^multipart\/form-data\b/i.test(type)) {
    if (!request.body) throw new Fault('invalid_body', 'The multipart body is empty.')
    const form = await readMultipart(request.body, type, staging)
    const { fields, items } = splitForm(form.parts)
    return toDraft(fold(fields), items, staging, sources)
  }
  throw new Fault('unsupported_media_type', 'Send the body as application/json or multipart/form-data.')
}

async function toDraft(
  body: { [key: string]: unknown },
  items: readonly Item[],
  staging: Staging,
  sources: PictureSources,
): Promise<Draft> {
  refuseForbidden(body)
  const fields = readFields(body)
  const seconds = oneLength(fields)
  return {
    prompt: fields.prompt,
    uploads: await readReferences(items, staging, sources),
    ...(fields.model !== undefined && { model: fields.model }),
    ...(seconds !== undefined && { seconds }),
    ...(fields.size && { size: fields.size }),
    ...(fields.quality && { quality: fields.quality }),
    ...(fields.seed !== undefined && { seed: fields.seed }),
  }
}

function readFields(body: { [key: string]: unknown }): CreateFields {
  const present = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null))
  if (present['prompt'] === undefined)
    throw new Fault('missing_required_parameter', "Missing required parameter: 'prompt'.", { param: 'prompt' })
  const read = createSchema.safeParse(present)
  if (read.success) return read.data
  const [issue] = read.error.issues
  throw new Fault('invalid_value', issue?.message ?? 'Invalid value.', { param: String(issue?.path[0] ?? 'body') })
}

function oneLength({ seconds, duration }: CreateFields): number | undefined {
  if (seconds !== undefined && duration !== undefined && seconds !== duration)
    throw new Fault('invalid_value', `Both seconds (${seconds}) and duration (${duration}) were sent. Send one.`, {
      param: 'seconds',
    })
  return seconds ?? duration
}
