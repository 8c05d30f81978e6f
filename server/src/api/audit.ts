import { Hono } from 'hono'
import type { AuditLog, AuditRecord } from '../spec/audit.ts'
import { Fault } from '../spec/fault.ts'
import type { Env } from './context.ts'
import { notAllowed } from './not-allowed.ts'
import { readPage, toList } from './page.ts'

/** The deeds of every owner, for keys with the scope `admin`; `admission` lets no other in. */
export function audit(log: Pick<AuditLog, 'page'>): Hono<Env> {
  return new Hono<Env>()
    .get('/', async (c) => {
      const { limit, order, after } = readPage(c)
      const object = c.req.query('object')
      const records = await log.page({
        limit: limit + 1,
        order,
        ...(after !== undefined && { after: readCursor(after) }),
        ...(object !== undefined && { object }),
      })
      c.header('cache-control', 'no-store')
      return c.json(toList(records.slice(0, limit).map(toWire), limit > 0 && records.length > limit))
    })
    .all('/', notAllowed('GET'))
}

function toWire({ seq, atMs, actor, owner, action, object, details }: AuditRecord) {
  const at = new Date(atMs).toISOString()
  return { id: `audit_${seq}`, object: 'audit_record', at, actor, owner, action, object_id: object, details } as const
}

function readCursor(after: string): number {
  const seq = /^audit_(\d{1,15})$/.exec(after)?.[1]
  if (seq !== undefined) return Number(seq)
  throw new Fault('invalid_value', `Invalid value: '${after.slice(0, 80)}'. Use the id of a record.`, {
    param: 'after',
  })
}
