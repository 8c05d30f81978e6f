import { Hono } from 'hono'
import { Fault } from '../spec/fault.ts'
import type { Env } from './context.ts'
import { readJson } from './json-body.ts'
import type { Keyring } from './keyring.ts'

/** The studio's sign-in for visitors who are not on this machine: the key once, then a cookie. */
export function session(keyring: Keyring): Hono<Env> {
  return new Hono<Env>().post('/session', async (c) => {
    const { key } = await readJson(c.req.raw, 4096)
    if (typeof key !== 'string' || !keyring.knows(key.trim()))
      throw new Fault('invalid_api_key', 'That is not the key of this server.', { param: 'key' })
    c.header('set-cookie', keyring.sessionCookie(new URL(c.req.url).protocol === 'https:'))
    return c.body(null, 204)
  })
}
