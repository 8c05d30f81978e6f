import { parseArgs } from 'node:util'
import { writeUsd } from '../spec/money.ts'
import type { Bill } from '../spec/money.ts'
import type { MoneyDesk } from '../spec/money-desk.ts'
import { read, table } from './beside.ts'
import { WrongUse } from './command.ts'
import { readUsd } from './usd.ts'

const USAGE = `Usage:
  npm run kinora -- charges list [--decided]        those nobody knows, or those that were decided
  npm run kinora -- charges settle VIDEO [--usd 0.35]    it was charged: the estimate, or this sum
  npm run kinora -- charges release VIDEO           it was not charged
Look at the engine's own bill before you decide: a decision is final.
`

/** Returns what to print. @throws Error whose message is all there is to say. */
export async function runCharges(words: readonly string[], desk: MoneyDesk): Promise<string> {
  const [verb, ...rest] = words
  const [id, ...others] = rest
  if (verb === 'list') return list(rest, desk)
  if (verb === 'settle' && id !== undefined) return settle(id, others, desk)
  if (verb === 'release' && id !== undefined && others.length === 0)
    return told(await desk.decide(id, { decision: 'none' }, 'cli'))
  throw new WrongUse(USAGE)
}

async function settle(id: string, words: readonly string[], desk: MoneyDesk): Promise<string> {
  const options = { usd: { type: 'string' } } as const
  const { usd } = read(USAGE, () => parseArgs({ args: [...words], options, strict: true }).values)
  const sum = usd === undefined ? {} : { usdMicros: readUsd('usd', usd) }
  return told(await desk.decide(id, { decision: 'charged', ...sum }, 'cli'))
}

function told({ jobId, charge, spentUsdMicros }: Bill): string {
  return charge === 'charged'
    ? `${jobId}: ${writeUsd(spentUsdMicros)} were charged.\n`
    : `${jobId}: nothing was charged; its money is free again.\n`
}

async function list(words: readonly string[], desk: MoneyDesk): Promise<string> {
  const options = { decided: { type: 'boolean', default: false } } as const
  const { decided } = read(USAGE, () => parseArgs({ args: [...words], options, strict: true }).values)
  const { bills, hasMore } = await desk.charges({ limit: 100, order: 'asc', decided })
  if (bills.length === 0) return decided ? 'None was decided yet.\n' : 'No charge waits for a decision.\n'
  const rows = bills.map((bill) => [
    bill.jobId,
    bill.owner,
    bill.engine,
    new Date(bill.createdAtMs).toISOString().slice(0, 16).replace('T', ' '),
    writeUsd(decided ? bill.spentUsdMicros : bill.heldUsdMicros),
    bill.decidedBy ?? '-',
  ])
  const more = hasMore ? 'There are more: these are the oldest 100.\n' : ''
  return `${table([['VIDEO', 'OWNER', 'ENGINE', 'MADE (UTC)', decided ? 'SPENT' : 'HELD', 'DECIDED BY'], ...rows])}${more}`
}
