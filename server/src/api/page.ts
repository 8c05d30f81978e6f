import type { PageRequest } from '../spec/desk.ts'
import { Fault } from '../spec/fault.ts'
import type { Ask } from './context.ts'

/** Reads `limit`, `order` and `after`. @throws Fault `invalid_value`. */
export function readPage(c: Ask): PageRequest {
  const { limit = '20', order = 'desc', after } = c.req.query()
  const count = /^\d{1,3}$/.test(limit) ? Number(limit) : Number.NaN
  if (!(count <= 100))
    throw new Fault('invalid_value', `Invalid value: '${limit.slice(0, 80)}'. Use 0 to 100.`, { param: 'limit' })
  if (order !== 'asc' && order !== 'desc')
    throw new Fault(
      'invalid_value',
      `Invalid value: '${order.slice(0, 80)}'. Supported values are: 'asc' and 'desc'.`,
      {
        param: 'order',
      },
    )
  return { limit: count, order, ...(after && { after }) }
}

/** OpenAI's list: all five keys, always (videos-api.md 3.3). */
export function toList<T extends { readonly id: string }>(data: readonly T[], hasMore: boolean) {
  return {
    object: 'list',
    data,
    first_id: data[0]?.id ?? null,
    last_id: data.at(-1)?.id ?? null,
    has_more: hasMore,
  } as const
}
