import { Hono } from 'hono'
import { z } from 'zod'
import { Fault } from '../spec/fault.ts'
import { LIMITS } from '../spec/limits.ts'
import { SPANS } from '../spec/money.ts'
import type { MoneyDesk } from '../spec/money-desk.ts'
import type { Env } from './context.ts'
import { readJson } from './json-body.ts'
import { toBudget, toCharge, toEntry } from './money-words.ts'
import { notAllowed } from './not-allowed.ts'
import { readPage, toList } from './page.ts'

export const capSchema = z.strictObject({
  scope: z.string().describe('`server`, `owner:NAME` or `key:ID`.'),
  span: z.enum(SPANS).describe('Days and months are those of UTC.'),
  usd_micros: z.int().min(0).nullable().describe('Null: no cap.'),
})

export const decisionSchema = z.strictObject({
  decision: z.enum(['charged', 'none']),
  usd_micros: z.int().min(1).optional().describe('What was charged; the estimate unless said.'),
})

/** Caps, the ledger and charges nobody knows, for keys with the scope `admin`; `admission` lets no other in. */
export function money(desk: MoneyDesk): Hono<Env> {
  return new Hono<Env>()
    .get('/budgets', async (c) => {
      const scope = c.req.query('scope')
      return c.json({ object: 'list', data: (await desk.budgets(scope)).map(toBudget) })
    })
    .put('/budgets', async (c) => {
      const { scope, span, usd_micros: usdMicros } = await readBody(c.req.raw, capSchema)
      return c.json(toBudget(await desk.setCap({ scope, span, usdMicros }, c.get('caller').keyId)))
    })
    .get('/ledger', async (c) => {
      const video = c.req.query('video_id')
      const { after, ...page } = readPage(c)
      const seq = after === undefined ? {} : { after: readCursor(after) }
      const { entries, hasMore } = await desk.ledger({ ...page, ...seq, ...(video !== undefined && { video }) })
      return c.json(toList(entries.map(toEntry), hasMore))
    })
    .get('/charges', async (c) => {
      const decided = readDecided(c.req.query('decided'))
      const { bills, hasMore } = await desk.charges({ ...readPage(c), decided })
      return c.json(toList(bills.map(toCharge), hasMore))
    })
    .post('/videos/:id/charge', async (c) => {
      const { decision, usd_micros: usdMicros } = await readBody(c.req.raw, decisionSchema)
      const said = { decision, ...(usdMicros !== undefined && { usdMicros }) }
      return c.json(toCharge(await desk.decide(c.req.param('id'), said, c.get('caller').keyId)))
    })
    .all('/budgets', notAllowed('GET, PUT'))
    .all('/ledger', notAllowed('GET'))
    .all('/charges', notAllowed('GET'))
    .all('/videos/:id/charge', notAllowed('POST'))
}

function readCursor(after: string): number {
  const seq = /^entry_(\d{1,15})$/.exec(after)?.[1]
  if (seq !== undefined) return Number(seq)
  const rule = `Invalid value: '${after.slice(0, 80)}'. Use the id of an entry.`
  throw new Fault('invalid_value', rule, { param: 'after' })
}

function readDecided(text = 'false'): boolean {
  if (text === 'true' || text === 'false') return text === 'true'
  const rule = `Invalid value: '${text.slice(0, 80)}'. Supported values are: 'true' and 'false'.`
  throw new Fault('invalid_value', rule, { param: 'decided' })
}

/** @throws Fault naming the field, what it was, and what is allowed. */
async function readBody<T extends z.ZodObject>(request: Request, schema: T): Promise<z.infer<T>> {
  const body = await readJson(request, LIMITS.jsonBytes)
  const read = schema.safeParse(body)
  if (read.success) return read.data
  const [issue] = read.error.issues
  if (issue?.code === 'unrecognized_keys') {
    const param = (issue.keys[0] ?? '').slice(0, 80)
    throw new Fault('unknown_parameter', `Unknown parameter: '${param}'.`, { param })
  }
  const param = String(issue?.path[0] ?? 'body')
  if (body[param] === undefined)
    throw new Fault('missing_required_parameter', `Missing required parameter: '${param}'.`, { param })
  const seen = JSON.stringify(body[param]).slice(0, 80)
  throw new Fault('invalid_value', `Invalid '${param}': ${seen}. ${RULES[param] ?? ''}`.trim(), { param })
}

const RULES: Readonly<Record<string, string>> = {
  scope: "Use 'server', 'owner:NAME' or 'key:ID'.",
  span: "Supported values are: 'day', 'month', and 'total'.",
  usd_micros: 'Use whole micro-USD, from 0 for a cap and from 1 for a charge.',
  decision: "Supported values are: 'charged' and 'none'.",
}
