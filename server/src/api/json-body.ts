import { Fault } from '../spec/fault.ts'
import { bodyKind } from './body-kind.ts'

/**
 * Reads a JSON object of at most `limit` bytes, counting while it streams.
 * @throws Fault `unsupported_media_type`, `request_too_large` or `invalid_body`.
 */
export async function readJson(request: Request, limit: number): Promise<{ [key: string]: unknown }> {
  if (bodyKind(request) !== 'json') throw new Fault('unsupported_media_type', 'Send the body as application/json.')
  const bytes = await readBytes(request, limit)
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

async function readBytes(request: Request, limit: number): Promise<Uint8Array> {
  const tooLarge = (): Fault =>
    new Fault('request_too_large', `The body may be at most ${Math.floor(limit / 1024)} KiB.`)
  if (Number(request.headers.get('content-length') ?? 0) > limit) throw tooLarge()
  const chunks: Uint8Array[] = []
  let size = 0
  if (!request.body) return new Uint8Array()
  try {
    // Not cancelled on the way out: that would cut the connection before the answer, and SDKs would send it all again.
    for await (const chunk of request.body.values({ preventCancel: true })) {
      size += chunk.length
      if (size > limit) throw tooLarge()
      chunks.push(chunk)
    }
  } catch (thrown) {
    throw thrown instanceof Fault ? thrown : new Fault('invalid_body', 'The body is cut off.', { cause: thrown })
  }
  return Buffer.concat(chunks)
}
