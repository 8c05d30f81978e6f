import { Hono } from 'hono'
import { z } from 'zod'
import { Fault } from '../spec/fault.ts'
import type { ClientKey, KeyDesk, KeyWish } from '../spec/keys.ts'
import { LIMITS } from '../spec/limits.ts'
import type { Env } from './context.ts'
import { readJson } from './json-body.ts'
import { notAllowed } from './not-allowed.ts'

const cap = z.int().min(0).optional()

const wish = z.strictObject({
  name: z.string(),
  owner: z.string().optional(),
  scopes: z.array(z.string()).optional(),
  profile: z.string().optional(),
  expires: z.string().optional(),
  model: z.string().optional(),
  budgets: z.strictObject({ day: cap, month: cap, total: cap }).optional(),
})

const seconds = (ms: number | null): number | null => (ms === null ? null : Math.floor(ms / 1000))

/** A key on the wire; the secret is only in the answer that made it. */
function toKey(key: ClientKey) {
  return {
    id: key.id,
    object: 'api_key',
    name: key.name,
    owner: key.owner,
    scopes: key.scopes,
    profile: key.profile,
    model: key.defaultModel,
    created_at: seconds(key.createdAtMs),
    expires_at: seconds(key.expiresAtMs),
    revoked_at: seconds(key.revokedAtMs),
  } as const
}

/** Making, listing and revoking keys, for keys with the scope `admin`; `admission` lets no other in. */
export function keys(desk: KeyDesk): Hono<Env> {
  return new Hono<Env>()
    .post('/', async (c) => {
      const { key, secret } = await desk.make(
        readWish(await readJson(c.req.raw, LIMITS.jsonBytes)),
        c.get('caller').keyId,
      )
      c.header('cache-control', 'no-store')
      return c.json({ ...toKey(key), key: secret })
    })
    .get('/', async (c) => c.json({ object: 'list', data: (await desk.list()).map(toKey) }))
    .delete('/:id', async (c) => c.json(toKey(await desk.revoke(c.req.param('id'), c.get('caller').keyId))))
    .all('/', notAllowed('GET, POST'))
    .all('/:id', notAllowed('DELETE'))
}

function readWish(body: { [key: string]: unknown }): KeyWish {
  const given = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null))
  if (given['name'] === undefined)
    throw new Fault('missing_required_parameter', "Missing required parameter: 'name'.", { param: 'name' })
  const read = wish.safeParse(given)
  if (read.success) return withoutUndefined(read.data)
  const [issue] = read.error.issues
  if (issue?.code === 'unrecognized_keys' && issue.path.length === 0) {
    const param = (issue.keys[0] ?? '').slice(0, 80)
    throw new Fault('unknown_parameter', `Unknown parameter: '${param}'.`, { param })
  }
  const param = String(issue?.path[0] ?? 'body')
  const rule = RULES[param] ?? 'text'
  throw new Fault('invalid_value', `Invalid '${param}': it must be ${rule}.`, { param })
}

const RULES: Readonly<Record<string, string>> = {
  scopes: 'a list of texts',
  budgets: 'an object with whole micro-USD for day, month or total',
}

function withoutUndefined({ name, budgets, ...rest }: z.infer<typeof wish>): KeyWish {
  return { name, ...present(rest), ...(budgets && { caps: present(budgets) }) }
}

function present(fields: object): object {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
}
