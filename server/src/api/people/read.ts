import { z } from 'zod'
import type { ConsentStatement } from '../../spec/consent.ts'
import { openPhotos } from '../../jobs/desk/open-photos.ts'
import { Fault } from '../../spec/fault.ts'
import { LIMITS } from '../../spec/limits.ts'
import type { Upload } from '../../spec/order.ts'
import type { PersonChanges, PersonDraft, RemovalWish } from '../../spec/people-desk.ts'
import { characterSchema } from '../characters.ts'
import { personConsentSchema } from '../consent-schema.ts'
import type { Ask } from '../context.ts'
import { refuseForbidden } from '../fold.ts'
import type { PictureSources } from '../pictures.ts'
import { readBodyWithFiles } from '../read-body.ts'
import { readReferences } from '../references.ts'
import type { Staging } from '../staging.ts'

const name = characterSchema.shape.name
const photo = z
  .unknown()
  .optional()
  .describe('`{"image_url": "data:…"}`, an https URL or `{"file_id": "…"}`; in a form a file.')
const photoId = z.string({ error: 'preferred_photo_id must be the id of a photo.' }).max(200)

/** What a client sends, files apart. */
export const personSchema = z.strictObject({ name, photo, consent: personConsentSchema.optional() })
export const changesSchema = z.strictObject({ name: name.optional(), preferred_photo_id: photoId.optional() })
export const photoSchema = z.strictObject({ photo, consent: personConsentSchema.optional() })

export async function readPersonDraft(
  request: Request,
  staging: Staging,
  sources: PictureSources,
): Promise<PersonDraft> {
  const body = await readBody(request, staging, 'photo')
  const read = check(personSchema, body.fields, ['name'])
  return { name: read.name, photo: await readPhoto(body, staging, sources), ...given(read.consent) }
}

export async function readNewPhoto(
  request: Request,
  staging: Staging,
  sources: PictureSources,
): Promise<{ readonly photo: Upload; readonly consent?: ConsentStatement }> {
  const body = await readBody(request, staging, 'photo')
  const read = check(photoSchema, body.fields, [])
  return { photo: await readPhoto(body, staging, sources), ...given(read.consent) }
}

export async function readChanges(request: Request, staging: Staging): Promise<PersonChanges> {
  const { fields } = await readBody(request, staging)
  const read = check(changesSchema, fields, [])
  const { name: newName, preferred_photo_id: preferredPhotoId } = read
  if (newName === undefined && preferredPhotoId === undefined)
    throw new Fault('missing_required_parameter', 'Send name or preferred_photo_id.', { param: 'name' })
  return {
    ...(newName !== undefined && { name: newName }),
    ...(preferredPhotoId !== undefined && { preferredPhotoId }),
  }
}

/** The body itself is the statement. */
export async function readStatement(request: Request, staging: Staging): Promise<ConsentStatement> {
  const { fields } = await readBody(request, staging)
  return check(z.strictObject({ consent: personConsentSchema }), { consent: fields }, []).consent
}

/** `?with=videos` and `?dry_run=1`. */
export function readRemoval(c: Ask): RemovalWish {
  const { with: what, dry_run: dry = '0' } = c.req.query()
  if (what !== undefined && what !== 'videos') throw bad('with', what, "The only supported value is 'videos'.")
  if (!['0', '1', 'true', 'false'].includes(dry)) throw bad('dry_run', dry, 'Use 1 or 0.')
  return { videos: what === 'videos', dryRun: dry === '1' || dry === 'true' }
}

const bad = (param: string, value: string, rule: string): Fault =>
  new Fault('invalid_value', `Invalid value: '${value.slice(0, 80)}'. ${rule}`, { param })

interface Body {
  readonly fields: { readonly [key: string]: unknown }
  readonly files: readonly Upload[]
}

/** `file`: the only part that may be one. A field that is `null` counts as absent, as in a create. */
async function readBody(request: Request, staging: Staging, file?: string): Promise<Body> {
  const { body, uploads } = await readBodyWithFiles(request, staging, LIMITS.dataUrlJsonBytes)
  refuseForbidden(body)
  const stranger = uploads.find(({ field }) => field !== file)
  if (stranger)
    throw new Fault('unknown_parameter', `Unknown file field '${stranger.field.slice(0, 80)}'.`, {
      param: stranger.field,
    })
  return { fields: Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null)), files: uploads }
}

function check<T>(schema: z.ZodType<T>, fields: Body['fields'], needed: readonly string[]): T {
  const absent = needed.find((one) => fields[one] === undefined)
  if (absent !== undefined) throw missing(absent)
  const read = schema.safeParse(fields)
  if (read.success) return read.data
  const [issue] = read.error.issues
  if (issue?.code === 'unrecognized_keys' && issue.path.length === 0) {
    const param = (issue.keys[0] ?? '').slice(0, 80)
    throw new Fault('unknown_parameter', `Unknown parameter: '${param}'.`, { param })
  }
  throw new Fault('invalid_value', issue?.message ?? 'Invalid value.', { param: String(issue?.path[0] ?? 'body') })
}

const missing = (param: string): Fault =>
  new Fault('missing_required_parameter', `Missing required parameter: '${param}'.`, { param })

async function readPhoto({ fields, files }: Body, staging: Staging, sources: PictureSources): Promise<Upload> {
  const value = fields['photo']
  const items = [...files.map((upload) => ({ upload })), ...(value === undefined ? [] : [{ value }])]
  const [item, ...more] = items
  if (!item) throw missing('photo')
  if (more.length > 0 || Array.isArray(value))
    throw new Fault('invalid_value', 'Send one photo, as a file, an image_url or a file_id.', { param: 'photo' })
  try {
    const [upload] = await openPhotos(await readReferences([item], staging, sources))
    if (upload) return upload
  } catch (thrown) {
    if (!(thrown instanceof Fault)) throw thrown
    throw new Fault(thrown.code, thrown.message.replaceAll('input_reference', 'photo'), {
      param: 'photo',
      cause: thrown,
    })
  }
  throw missing('photo')
}

const given = (consent: ConsentStatement | undefined) => (consent ? { consent } : {})
