import { parseArgs } from 'node:util'
import { SPANS, leftOf, writeUsd } from '../spec/money.ts'
import type { Budget } from '../spec/money.ts'
import type { MoneyDesk } from '../spec/money-desk.ts'
import { read, table } from './beside.ts'
import { WrongUse } from './command.ts'
import { readUsd } from './usd.ts'

const USAGE = `Usage:
  npm run kinora -- budgets list [SCOPE]
  npm run kinora -- budgets set SCOPE [--day USD] [--month USD] [--total USD]
SCOPE is server, owner:NAME or key:ID. USD like 5 or 0.35, or none to lift the cap. Days and months are those of UTC.
`

/** Returns what to print. @throws Error whose message is all there is to say. */
export async function runBudgets(words: readonly string[], desk: MoneyDesk): Promise<string> {
  const [verb, scope, ...rest] = words
  if (verb === 'list' && rest.length === 0) return list(await desk.budgets(scope))
  if (verb === 'set' && scope !== undefined) return set(scope, rest, desk)
  throw new WrongUse(USAGE)
}

async function set(scope: string, words: readonly string[], desk: MoneyDesk): Promise<string> {
  const text = { type: 'string' } as const
  const options = { day: text, month: text, total: text }
  const given = read(USAGE, () => parseArgs({ args: [...words], options, strict: true }).values)
  const caps = SPANS.flatMap((span) => {
    const usd = given[span]
    return usd === undefined ? [] : [{ scope, span, usdMicros: usd === 'none' ? null : readUsd(span, usd) }]
  })
  if (caps.length === 0) throw new WrongUse(`Say which cap.\n\n${USAGE}`)
  for (const cap of caps) await desk.setCap(cap, 'cli')
  return list(await desk.budgets(scope))
}

const sum = (usdMicros: number | null): string => (usdMicros === null ? '-' : writeUsd(usdMicros))

function list(budgets: readonly Budget[]): string {
  const rows = budgets.map((budget) => [
    budget.scope,
    budget.period.replace(':', ' '),
    sum(budget.capUsdMicros),
    writeUsd(budget.heldUsdMicros),
    writeUsd(budget.spentUsdMicros),
    sum(leftOf(budget)),
  ])
  return table([['SCOPE', 'PERIOD', 'CAP', 'HELD', 'SPENT', 'LEFT'], ...rows])
}
