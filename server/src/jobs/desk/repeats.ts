import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { Fault } from '../../spec/fault.ts'
import type { NamedPhoto, Upload } from '../../spec/order.ts'
import type { Answered, Asked, Asking, RequestLog } from '../../spec/requests.ts'
import type { Store } from '../../spec/store.ts'
import type { Video } from '../../spec/video.ts'

/**
 * Tells equal requests: what was asked for, its fields in any order, and the uploads by their bytes as they came, what is
 * only named by its name. JSON and multipart of one meaning, or two multipart boundaries, are one request.
 */
async function digestOf(what: string, fields: object, uploads: Request['uploads']): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify([what, sorted(fields)]))
  for (const one of uploads)
    hash.update('named' in one ? createHash('sha256').update(one.named).digest() : await digestFile(one.path))
  return hash.digest('hex')
}

async function digestFile(path: string): Promise<Buffer> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest()
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined)
  return entries.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([key, inner]) => [key, sorted(inner)])
}

/** The body to say again. @throws Fault `idempotency_key_reused` when something else was asked under the key. */
export function answerAgain({ digest, answer }: Answered, asked: Asked): Video {
  if (digest === asked.digest) return JSON.parse(answer) as Video // only `accept` writes it, as the text of a Video
  throw new Fault(
    'idempotency_key_reused',
    'This Idempotency-Key was used for another request within the last 72 hours. Send this one with a new key.',
    { param: 'Idempotency-Key' },
  )
}

const FIRST_TRY: Asking = { retries: 0, signal: new AbortController().signal }

/** One request for a new video, before anything was made of it. */
export interface Request {
  readonly what: 'create' | 'remix' | 'edit' | 'extend' | 'retry'
  /** Everything that was asked for, the uploads apart. */
  readonly fields: object
  readonly uploads: readonly (Upload | NamedPhoto)[]
  readonly owner: string
  readonly asking: Asking | undefined
}

/** Answers a repeat at once, before its photos are looked at; else carries the request out. */
export async function answerOnce(
  { store, requests }: { readonly store: Store; readonly requests: RequestLog },
  { what, fields, uploads, owner, asking = FIRST_TRY }: Request,
  carryOut: (asked: Asked, signal: AbortSignal) => Promise<Video>,
): Promise<Video> {
  const { key, retries, signal } = asking
  const digest = await digestOf(what, fields, uploads)
  const asked = { owner, digest, retries, ...(key !== undefined && { key }) }
  const repeated = key !== undefined || retries > 0
  const earlier = repeated ? await store.transact((rows) => requests.earlier(rows, asked)) : undefined
  return earlier ? answerAgain(earlier, asked) : carryOut(asked, signal)
}
