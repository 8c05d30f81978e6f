import { Fault } from '../spec/fault.ts'
import type { KeyStore } from '../spec/keys.ts'
import { MOST_CAP_USD_MICROS, MOST_COST_USD_MICROS, SPANS, writeUsd } from '../spec/money.ts'
import type { Bill, BudgetScope, MoneyStore, Span } from '../spec/money.ts'
import type { ChargesAsked, Decision, MoneyDesk } from '../spec/money-desk.ts'
import type { Store } from '../spec/store.ts'
import type { Clock } from '../spec/time.ts'
import { invalid, notInSet } from './desk/refusals.ts'

export interface MoneyDeskParts {
  readonly store: Pick<Store, 'transact'>
  readonly money: MoneyStore
  readonly keys: Pick<KeyStore, 'all'>
  readonly now: Clock
}

export function createMoneyDesk(parts: MoneyDeskParts): MoneyDesk {
  const { money, now } = parts
  return {
    async budgets(scope) {
      if (scope !== undefined) return money.budgets([await readScope(parts, scope)], now())
      const capped = await money.capped()
      return money.budgets(['server', ...capped.filter((one) => one !== 'server')], now())
    },
    async setCap(wish, by) {
      const scope = await readScope(parts, wish.scope)
      const span = readSpan(wish.span)
      await money.setCap({ scope, span, usdMicros: readCap(wish.usdMicros) }, by, now())
      const [budget] = (await money.budgets([scope], now())).filter((one) => one.span === span)
      if (!budget) throw new Error('A budget that was set is not there.')
      return budget
    },
    async ledger({ limit, order, after, video }) {
      const page = { order, ...(after !== undefined && { after }), ...(video !== undefined && { jobId: video }) }
      const found = limit === 0 ? [] : await money.ledger({ limit: limit + 1, ...page })
      return { entries: found.slice(0, limit), hasMore: found.length > limit }
    },
    charges: (page) => charges(money, page),
    decide: (id, decision, by) => decide(parts, id, decision, by),
  }
}

async function readScope({ keys }: MoneyDeskParts, text: string): Promise<BudgetScope> {
  const [, kind, name = ''] = /^(?:server|(owner|key):([\w.-]{1,64}))$/.exec(text) ?? []
  if (text === 'server') return text
  if (kind === 'owner') return `owner:${name}`
  if (kind !== 'key') throw invalid('scope', text.slice(0, 80), "Use 'server', 'owner:NAME' or 'key:ID'.")
  if (name !== 'operator' && !(await keys.all()).some(({ id }) => id === name))
    throw new Fault('key_not_found', `No key with id '${name}'.`, { param: 'scope' })
  return `key:${name}`
}

function readSpan(text: string): Span {
  const span = SPANS.find((one) => one === text)
  if (span === undefined) throw notInSet('span', text.slice(0, 80), SPANS)
  return span
}

function readCap(usdMicros: number | null): number | null {
  if (usdMicros === null || isMoney(usdMicros, MOST_CAP_USD_MICROS)) return usdMicros
  throw invalid('usd_micros', String(usdMicros), `Use whole micro-USD from 0 to ${MOST_CAP_USD_MICROS}, or null.`)
}

const isMoney = (value: number, most: number): boolean => Number.isInteger(value) && value >= 0 && value <= most

async function charges(money: MoneyStore, { limit, order, after, decided }: ChargesAsked) {
  const cursor = after === undefined ? undefined : await money.bill(after)
  if (after !== undefined && !cursor) throw invalid('after', after.slice(0, 80), 'There is no such item to list after.')
  const page = { order, decided, ...(cursor && { after: cursor }) }
  const found = limit === 0 ? [] : await money.charges({ limit: limit + 1, ...page })
  return { bills: found.slice(0, limit), hasMore: found.length > limit }
}

async function decide({ store, money }: MoneyDeskParts, id: string, decision: Decision, by: string): Promise<Bill> {
  const bill = await money.bill(id)
  if (!bill) throw new Fault('video_not_found', `Video with id ${id.slice(0, 100)} not found.`)
  const cost = readCost(decision, bill)
  const won = await store.transact((rows) => rows.settleUnknown(id, cost, by))
  const now = (await money.bill(id)) ?? bill
  if (won) return now
  const sum = now.charge === 'charged' ? ` (${writeUsd(now.spentUsdMicros)})` : ''
  const decided = now.decidedBy === null ? '' : ', decided before'
  throw new Fault(
    'charge_not_unknown',
    `The charge of ${id} is '${now.charge}'${sum}${decided}. Only one that is 'unknown' can be decided.`,
  )
}

function readCost({ decision, usdMicros }: Decision, { estimateUsdMicros }: Bill): number {
  if (decision === 'none') {
    if (usdMicros === undefined) return 0
    throw invalid('usd_micros', String(usdMicros), "Leave it out when the decision is 'none'.")
  }
  const cost = usdMicros ?? estimateUsdMicros
  if (cost > 0 && isMoney(cost, MOST_COST_USD_MICROS)) return cost
  throw invalid('usd_micros', String(cost), `Use whole micro-USD from 1 to ${MOST_COST_USD_MICROS}.`)
}
