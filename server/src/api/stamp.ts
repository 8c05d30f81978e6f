import { randomBytes } from 'node:crypto'
import type { MiddlewareHandler } from 'hono'
import { routePath } from 'hono/route'
import { crashPoint } from '../spec/crash-point.ts'
import type { Ask, Env } from './context.ts'

/** One request and its answer, in words that are safe to write down: no path, no query, no header, no body. */
export interface Exchange {
  readonly requestId: string
  readonly method: string
  /** The pattern that answered, such as `/v1/videos/:id`: there are as many as the server has routes. */
  readonly route: string
  readonly status: number
  /** Until the answer began; a file may still be on its way. */
  readonly ms: number
  /** Absent where no key was asked for or none was good. */
  readonly keyId?: string
  readonly jobId?: string
}

const METHODS = new Set(['GET', 'HEAD', 'POST', 'DELETE', 'OPTIONS', 'PUT', 'PATCH'])
const JOB_ID = /^video_[0-9a-f]{48}$/

/** Gives every answer its id and the headers all share, and tells of it afterwards. */
export function stamp(onAnswer: (exchange: Exchange) => void): MiddlewareHandler<Env> {
  return async (c, next) => {
    const startedAt = performance.now()
    c.set('requestId', `req_${randomBytes(16).toString('hex')}`)
    // Before the answer exists: a header set on a finished one makes a second one of it, at several times the cost.
    c.header('x-request-id', c.get('requestId'))
    c.header('openai-version', '2020-10-01')
    c.header('x-content-type-options', 'nosniff')
    c.header('cross-origin-resource-policy', 'same-origin')
    await next()
    if (c.req.method === 'POST') crashPoint('C5')
    const ms = Math.round(performance.now() - startedAt)
    const { outgoing } = c.env ?? {}
    if (outgoing && !outgoing.headersSent) outgoing.setHeader('openai-processing-ms', String(ms))
    else c.header('openai-processing-ms', String(ms))
    onAnswer({ ...describe(c), ms })
  }
}

function describe(c: Ask): Omit<Exchange, 'ms'> {
  const caller = c.get('caller') as Ask['var']['caller'] | undefined // nobody was admitted on some routes
  const { id } = c.req.param() as { id?: string }
  const jobId = c.get('jobId') ?? (id !== undefined && JOB_ID.test(id) ? id : undefined)
  return {
    requestId: c.get('requestId'),
    method: METHODS.has(c.req.method) ? c.req.method : 'OTHER',
    route: routePath(c),
    status: c.res.status,
    ...(caller && { keyId: caller.keyId }),
    ...(jobId !== undefined && { jobId }),
  }
}
