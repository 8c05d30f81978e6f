import { readFile } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { Fault } from '../spec/fault.ts'
import { LIMITS } from '../spec/limits.ts'
import { bodyKind } from './body-kind.ts'
import type { Staging } from './staging.ts'

/**
 * Reads a JSON object of at most `limit` bytes, counting while it streams. What is large, for it brings photos as data
 * URLs, waits on disk until no other request holds as much in memory: however slowly it comes, it costs nothing so far.
 * @throws Fault `unsupported_media_type`, `request_too_large` or `invalid_body`.
 */
export async function readJson(
  request: Request,
  limit: number,
  staging?: Staging,
): Promise<{ [key: string]: unknown }> {
  if (bodyKind(request) !== 'json') throw new Fault('unsupported_media_type', 'Send the body as application/json.')
  const bytes = await readBytes(request, limit, staging)
  let value: unknown
  try {
    // `fatal`: a stray byte is refused, not replaced. A byte order mark is skipped by the decoder.
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (cause) {
    throw new Fault('invalid_body', 'The body is not valid JSON in UTF-8.', { cause })
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Fault('invalid_body', 'The body must be a JSON object.')
  return value as { [key: string]: unknown }
}

async function readBytes(request: Request, limit: number, staging?: Staging): Promise<Uint8Array> {
  if (Number(request.headers.get('content-length') ?? 0) > limit) throw tooLarge(limit)
  const pieces = count(request, limit)
  const head: Uint8Array[] = []
  for (let size = 0; size <= LIMITS.jsonBytes;) {
    const { done, value } = await pieces.next()
    if (done) return Buffer.concat(head)
    size += value.length
    head.push(value)
  }
  if (!staging) throw tooLarge(LIMITS.jsonBytes)
  const body = await staging.write('body', Readable.from(join(head, pieces)))
  await staging.holdMuch()
  return readFile(body.path)
}

const tooLarge = (limit: number): Fault =>
  new Fault('request_too_large', `The body may be at most ${Math.floor(limit / 1024)} KiB.`)

async function* count({ body }: Request, limit: number): AsyncGenerator<Uint8Array, void> {
  if (!body) return
  let size = 0
  try {
    // Not cancelled on the way out: that would cut the connection before the answer, and SDKs would send it all again.
    for await (const chunk of body.values({ preventCancel: true })) {
      size += chunk.length
      if (size > limit) throw tooLarge(limit)
      yield chunk
    }
  } catch (thrown) {
    throw thrown instanceof Fault ? thrown : new Fault('invalid_body', 'The body is cut off.', { cause: thrown })
  }
}

async function* join(head: readonly Uint8Array[], rest: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* head
  yield* rest
}
