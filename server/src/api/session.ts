import { Hono } from 'hono'
import { Fault } from '../spec/fault.ts'
import { headersOf } from './admission.ts'
import type { Ask, Env } from './context.ts'
import { readJson } from './json-body.ts'
import { cookieOf, type Keyring } from './keyring.ts'
import { notAllowed } from './not-allowed.ts'

/**
 * The studio's sign-in for visitors who are not on this machine: a key once, then a cookie that may do and see what the
 * key may, and ends with it.
 */
export function session(keyring: Keyring): Hono<Env> {
  return new Hono<Env>()
    .post('/session', async (c) => {
      const { key } = await readJson(c.req.raw, 4096)
      const cookie = typeof key === 'string' ? await keyring.openSession(key.trim(), isSecure(c)) : undefined
      if (cookie === undefined)
        throw new Fault('invalid_api_key', 'That is not a key of this server.', { param: 'key' })
      c.header('set-cookie', cookie)
      return c.body(null, 204)
    })
    .get('/session', async (c) => {
      const { keyId, keyName, owner, scopes, profile } = await keyring.admit(headersOf(c.req.raw.headers))
      c.header('cache-control', 'no-store')
      return c.json({ object: 'session', key: { id: keyId, name: keyName, owner, scopes, profile } })
    })
    .delete('/session', (c) => {
      c.header('set-cookie', cookieOf('', isSecure(c)))
      return c.body(null, 204)
    })
    .all('/session', notAllowed('GET, POST, DELETE'))
}

const isSecure = (c: Ask): boolean => new URL(c.req.url).protocol === 'https:'
