import { Hono } from 'hono'
import { headersOf } from './admission.ts'
import type { Ask, Env } from './context.ts'
import type { Keyring } from './keyring.ts'
import { isLocal } from './local.ts'
import { notAllowed } from './not-allowed.ts'
import { requireScope } from './scopes.ts'

export interface Metrics {
  /** The content type that `read` is written in. */
  readonly type: string
  read(): Promise<string>
}

/** For a collector on this machine without a key; for anyone else with one that has the scope `admin`. */
export function metrics(parts: { readonly metrics: Metrics; readonly keyring: Keyring }): Hono<Env> {
  return new Hono<Env>()
    .get('/metrics', async (c) => {
      if (!mayAskWithoutKey(c)) {
        const holder = await parts.keyring.admit(headersOf(c.req.raw.headers))
        c.set('caller', holder)
        requireScope(holder, c.req.method, c.req.path)
      }
      c.header('content-type', parts.metrics.type)
      c.header('cache-control', 'no-store')
      return c.body(await parts.metrics.read())
    })
    .all('/metrics', notAllowed('GET'))
}

/** A browser says where it comes from; a collector has no reason to. */
function mayAskWithoutKey(c: Ask): boolean {
  const { incoming } = c.env ?? {}
  if (!incoming) return false
  const { origin, 'sec-fetch-site': site } = incoming.headers
  return origin === undefined && site === undefined && isLocal(incoming)
}
