import { z } from 'zod'
import { Fault } from '../spec/fault.ts'
import type { Caller } from '../spec/desk.ts'
import type { EditDraft, ExtendDraft, RemixDraft } from '../spec/lineage-desk.ts'
import { LIMITS } from '../spec/limits.ts'
import type { Upload } from '../spec/order.ts'
import { createSchema } from './create-schema.ts'
import { refuseForbidden } from './fold.ts'
import { readBodyWithFiles } from './read-body.ts'
import type { Staging } from './staging.ts'
import { checkStrictSeconds, strangers } from './strict.ts'

/** By whose rules a request is read. */
type Terms = Pick<Caller, 'profile'>

interface Body {
  readonly fields: { readonly [key: string]: unknown }
  readonly files: readonly Upload[]
}

/** What a create takes and these do not: refused by name, because ignoring it would make another video than asked for. */
const OF_A_CREATE = [
  'model',
  'seconds',
  'duration',
  'size',
  'quality',
  'seed',
  'input_reference',
  'characters',
  'people',
]

const ONE_VIDEO = "Send video as {id}, or as one MP4 file in the part 'video'."
const videoById = z.object({ id: z.string().min(1).max(5000) })
const remixSchema = createSchema.pick({ prompt: true, consent: true })
const editSchema = createSchema.pick({ prompt: true, model: true, consent: true })
const extendSchema = createSchema
  .pick({ prompt: true, model: true, consent: true })
  .extend({ seconds: createSchema.shape.seconds })

/** @throws Fault naming the field, the value and what is accepted; so do the others. */
export async function readRemix(request: Request, staging: Staging, terms: Terms): Promise<RemixDraft> {
  const body = await readBody(request, staging)
  allowOnly(body, ['prompt', 'consent'], terms)
  const [file] = body.files
  if (file) throw new Fault('unknown_parameter', `Unknown file field '${file.field}'.`, { param: file.field })
  const { prompt, consent } = check(remixSchema, body, ['prompt'])
  return { prompt, ...(consent && { consent }) }
}

export async function readEdit(request: Request, staging: Staging, terms: Terms): Promise<EditDraft> {
  const body = await readBody(request, staging)
  allowOnly(body, ['prompt', 'video', 'model', 'consent'], terms)
  const { prompt, model, consent } = check(editSchema, body, ['prompt'])
  return { prompt, video: readVideo(body), ...(model !== undefined && { model }), ...(consent && { consent }) }
}

export async function readExtend(request: Request, staging: Staging, terms: Terms): Promise<ExtendDraft> {
  const body = await readBody(request, staging)
  allowOnly(body, ['prompt', 'video', 'model', 'seconds', 'consent'], terms)
  const { prompt, model, seconds, consent } = check(extendSchema, body, ['prompt', 'seconds'])
  if (seconds === undefined) throw missing('seconds')
  checkStrictSeconds(terms, seconds)
  const asked = { prompt, seconds, video: readVideo(body) }
  return { ...asked, ...(model !== undefined && { model }), ...(consent && { consent }) }
}

async function readBody(request: Request, staging: Staging): Promise<Body> {
  const { body, uploads } = await readBodyWithFiles(request, staging, LIMITS.jsonBytes)
  return tidy(body, uploads)
}

/** A field that is `null` counts as absent, as in a create. */
function tidy(body: Body['fields'], files: readonly Upload[]): Body {
  refuseForbidden(body)
  return { fields: Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null)), files }
}

function allowOnly({ fields }: Body, allowed: readonly string[], { profile }: Terms): void {
  const [stranger] = profile === 'strict' ? strangers(fields, new Set(allowed)) : []
  if (stranger) throw stranger
  const found = OF_A_CREATE.find((name) => fields[name] !== undefined && !allowed.includes(name))
  if (found === undefined) return
  const rule = `Unknown parameter: '${found}'. This request takes ${allowed.join(', ')}.`
  throw new Fault('unknown_parameter', rule, { param: found })
}

function check<T>(schema: z.ZodType<T>, { fields }: Body, needed: readonly string[]): T {
  const absent = needed.find((name) => fields[name] === undefined)
  if (absent !== undefined) throw missing(absent)
  const read = schema.safeParse(fields)
  if (read.success) return read.data
  const [issue] = read.error.issues
  throw new Fault('invalid_value', issue?.message ?? 'Invalid value.', { param: String(issue?.path[0] ?? 'body') })
}

function readVideo({ fields, files }: Body): EditDraft['video'] {
  const [file, ...more] = files
  const other = files.find(({ field }) => field !== 'video')
  if (other) throw new Fault('unknown_parameter', `Unknown file field '${other.field}'.`, { param: other.field })
  const value = fields['video']
  if (value === undefined && file === undefined) throw missing('video')
  if (more.length > 0 || (value !== undefined && file !== undefined))
    throw new Fault('invalid_value', `More than one video was sent. ${ONE_VIDEO}`, { param: 'video' })
  if (file) return file
  const byId = videoById.safeParse(value)
  if (!byId.success) throw new Fault('invalid_value', ONE_VIDEO, { param: 'video' })
  return { id: byId.data.id }
}

const missing = (param: string): Fault =>
  new Fault('missing_required_parameter', `Missing required parameter: '${param}'.`, { param })
