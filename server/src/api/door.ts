import type { IncomingMessage, ServerResponse } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import type { Hono } from 'hono'
import { Fault, toEnvelope } from '../spec/fault.ts'
import type { Env } from './context.ts'
import { guard, type Names } from './guard.ts'
import type { Keyring } from './keyring.ts'
import { isLocal } from './local.ts'

/** Answers one request on Node's own terms: the door itself, and the studio's pages behind it. */
export type Pages = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>

export interface DoorParts {
  readonly api: Hono<Env>
  readonly keyring: Keyring
  /** Known only once the server listens. */
  readonly names: () => Names
  /** Resolves when the studio can answer; undefined when there is none. */
  readonly pages: () => Promise<Pages> | undefined
}

/** Azure's path to the same API, `/openai/v1/videos` (videos-api.md 9.1). */
const AZURE = /^\/openai(?=\/v1(?:[/?]|$))/
const API = /^\/(?:v1|docs|healthz|readyz|session|metrics)(?:[/?]|$)/

/** The one door: every request passes the guard here, whichever room answers it. */
export function createDoor({ api, keyring, names, pages }: DoorParts): Pages {
  const toApi = getRequestListener(api.fetch)
  return async (request, response) => {
    try {
      guardRequest(request, names())
      request.url = request.url?.replace(AZURE, '') ?? ''
      if (API.test(request.url)) return await toApi(request, response)
      const studio = pages()
      if (!studio) throw new Fault('not_found', 'This server runs without the studio. The API is at /v1.')
      if (isLocalPageLoad(request) && !(await keyring.holdsSession(request.headers.cookie)))
        response.setHeader('set-cookie', keyring.sessionCookie(false))
      await (
        await studio
      )(request, response)
    } catch (thrown) {
      answerFault(response, thrown)
    }
  }
}

/** @throws Fault for a page of another site, and for a name that is not this server's. */
export function guardRequest({ method = '', headers, rawHeaders }: IncomingMessage, names: Names): void {
  const hosts = rawHeaders.filter((_, i, all) => i % 2 === 1 && all[i - 1]?.toLowerCase() === 'host')
  guard({ method, headers, hosts }, names)
}

/** A person at this machine opening a page. */
function isLocalPageLoad(request: IncomingMessage): boolean {
  return request.method === 'GET' && request.headers['sec-fetch-dest'] === 'document' && isLocal(request)
}

/** Answers in the envelope without reading the request. A status the SDK repeats may say after how many seconds. */
export function answerFault(response: ServerResponse, thrown: unknown, retryAfterS?: number): void {
  if (response.headersSent) {
    response.destroy()
    return
  }
  const { status, body, shouldRetry } = toEnvelope(thrown)
  if (shouldRetry === false) response.setHeader('x-should-retry', 'false')
  if (retryAfterS !== undefined) response.setHeader('retry-after', String(retryAfterS))
  // The body of a refused request is not read: say so, or a client still sending would wait for us.
  response.writeHead(status, { 'content-type': 'application/json', connection: 'close' })
  response.end(JSON.stringify(body))
}
