import type { MiddlewareHandler } from 'hono'
import { Fault } from '../spec/fault.ts'
import type { Env } from './context.ts'

export type BodyKind = 'json' | 'form' | 'none'

/**
 * What kind of body a request brings, by its headers. `none`: it says nothing of one, as where every field is optional.
 * @throws Fault `unsupported_media_type` for any other kind, and for any Content-Encoding.
 */
export function bodyKind({ body, headers }: Request): BodyKind {
  if (headers.has('content-encoding'))
    throw new Fault('unsupported_media_type', 'Send the body without a Content-Encoding.')
  const type = headers.get('content-type')
  if (/^application\/json\b/i.test(type ?? '')) return 'json'
  if (/^multipart\/form-data\b/i.test(type ?? '')) return 'form'
  const length = headers.get('content-length')
  const silent = length === null && type === null && !headers.has('transfer-encoding')
  if (body === null || length === '0' || silent) return 'none'
  throw new Fault('unsupported_media_type', 'Send the body as application/json or multipart/form-data.')
}

/** Refuses what is neither JSON nor a form on every route, also where nobody would read it. */
export const knownBodies: MiddlewareHandler<Env> = (c, next) => {
  if (c.req.method !== 'GET' && c.req.method !== 'HEAD') bodyKind(c.req.raw)
  return next()
}
