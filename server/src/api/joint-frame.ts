import { Hono } from 'hono'
import { z } from 'zod'
import { openPhotos } from '../jobs/desk/open-photos.ts'
import { Fault } from '../spec/fault.ts'
import type { FrameDesk } from '../spec/joint-frame.ts'
import { readSize, writeSize } from '../spec/size.ts'
import type { Env } from './context.ts'
import { refuseForbidden } from './fold.ts'
import { notAllowed } from './not-allowed.ts'
import { sourcesOf, type SourceParts } from './pictures.ts'
import { readBodyWithPictures } from './read-body.ts'
import { readReferences } from './references.ts'
import type { WithUploads } from './uploads.ts'

const MIN_SIDE = 256
const MAX_SIDE = 4096
const MAX_PIXELS = 2048 * 2048

const SIZE = `Use WIDTHxHEIGHT, each side from ${MIN_SIDE} to ${MAX_SIDE}, at most ${MAX_PIXELS} pixels in all.`

/** What a client sends for a joint frame, the photos apart. */
export const jointFrameSchema = z.looseObject({
  size: z.string({ error: SIZE }).transform((text, context) => {
    const size = readSize(text.trim())
    const sides = size ? [size.width, size.height] : []
    if (size && sides.every((side) => side >= MIN_SIDE && side <= MAX_SIDE) && size.width * size.height <= MAX_PIXELS)
      return size
    context.addIssue({ code: 'custom', message: `Invalid value: '${text.slice(0, 80)}'. ${SIZE}` })
    return z.NEVER
  }),
  output_format: z.enum(['jpeg', 'png'], { error: "The output_format must be 'jpeg' or 'png'." }).default('jpeg'),
  /** `b64_json`: an object with the warnings; else the picture itself, the warnings in a header. */
  response_format: z.enum(['b64_json'], { error: "The only response_format is 'b64_json'." }).optional(),
})

export interface JointFrameParts extends SourceParts {
  readonly frames: FrameDesk
}

/** Kinora's own: two photos on one still of exactly the size asked, for engines that take a single first frame. */
export function jointFrame(parts: JointFrameParts, withUploads: WithUploads): Hono<Env> {
  return new Hono<Env>()
    .post('/', (c) =>
      withUploads(async (staging) => {
        const { body, items } = await readBodyWithPictures(c.req.raw, staging)
        const { size, output_format: format, response_format: form } = readFields(body)
        if (items.length < 1 || items.length > 2)
          throw new Fault('invalid_value', `Send one or two photos as input_reference; ${items.length} came.`, {
            param: 'input_reference',
          })
        const photos = await openPhotos(await readReferences(items, staging, sourcesOf(parts, c)))
        const { bytes, mediaType, warnings } = await parts.frames.compose(photos, { ...size, format })
        c.header('cache-control', 'no-store')
        if (form === 'b64_json') {
          const b64 = Buffer.from(bytes).toString('base64')
          return c.json({ object: 'reference', size: writeSize(size), output_format: format, b64_json: b64, warnings })
        }
        c.header('x-kinora-warnings', JSON.stringify(warnings))
        return c.body(new Uint8Array(bytes), 200, { 'content-type': mediaType })
      }),
    )
    .all('/', notAllowed('POST'))
}

function readFields(body: { readonly [key: string]: unknown }): z.infer<typeof jointFrameSchema> {
  refuseForbidden(body)
  const present = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null))
  if (present['size'] === undefined)
    throw new Fault('missing_required_parameter', "Missing required parameter: 'size'.", { param: 'size' })
  const read = jointFrameSchema.safeParse(present)
  if (read.success) return read.data
  const [issue] = read.error.issues
  throw new Fault('invalid_value', issue?.message ?? 'Invalid value.', { param: String(issue?.path[0] ?? 'body') })
}
