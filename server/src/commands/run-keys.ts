import { parseArgs } from 'node:util'
import type { ClientKey, KeyDesk } from '../spec/keys.ts'
import { read, table } from './beside.ts'
import { WrongUse } from './command.ts'
import { readCaps, tellCaps } from './usd.ts'

const USAGE = `Usage:
  npm run kinora -- keys create --name NAME [--owner OWNER] [--scopes videos:read,videos:write,files,webhooks,admin]
                                [--profile tolerant|strict] [--expires 2027-01-01] [--model MODEL]
                                [--budget-day USD] [--budget-month USD] [--budget-total USD]
  npm run kinora -- keys list
  npm run kinora -- keys revoke ID
`

/** Returns what to print. @throws Error whose message is all there is to say. */
export async function runKeys(words: readonly string[], desk: KeyDesk, now: () => number): Promise<string> {
  const [verb, ...rest] = words
  if (verb === 'create') return create(rest, desk)
  if (verb === 'list' && rest.length === 0) return list(await desk.list(), now())
  const [id] = rest
  if (verb === 'revoke' && id !== undefined && rest.length === 1) {
    const key = await desk.revoke(id, 'cli')
    return `Revoked ${key.id} (${key.name}). From now on it opens nothing.\n`
  }
  throw new WrongUse(USAGE)
}

async function create(words: readonly string[], desk: KeyDesk): Promise<string> {
  const text = { type: 'string' } as const
  const budgets = { 'budget-day': text, 'budget-month': text, 'budget-total': text }
  const options = { name: text, owner: text, scopes: text, profile: text, expires: text, model: text, ...budgets }
  const args = { args: [...words], options, strict: true } as const
  const {
    name,
    scopes,
    'budget-day': day,
    'budget-month': month,
    'budget-total': total,
    ...rest
  } = read(USAGE, () => parseArgs(args).values)
  if (name === undefined) throw new WrongUse(`--name is missing.\n\n${USAGE}`)
  const list = scopes?.split(',').map((scope) => scope.trim())
  const caps = readCaps({ day, month, total }, 'budget-')
  const { key, secret } = await desk.make({ name, ...rest, caps, ...(list && { scopes: list }) }, 'cli')
  return `
  Key      ${secret}
           shown once; only its digest is kept
  Id       ${key.id}
  Name     ${key.name}
  Owner    ${key.owner}
  Scopes   ${key.scopes.join(', ')}
  Profile  ${key.profile}
  Model    ${key.defaultModel ?? "the server's default"}
  Ends     ${key.expiresAtMs === null ? 'never' : new Date(key.expiresAtMs).toISOString()}
  Budget   ${tellCaps(caps)}

`
}

function list(keys: readonly ClientKey[], nowMs: number): string {
  const rows = keys.map((key) => [
    key.id,
    key.name,
    key.owner,
    key.scopes.join(','),
    key.profile,
    key.defaultModel ?? '-',
    day(key.createdAtMs),
    state(key, nowMs),
  ])
  const head = ['ID', 'NAME', 'OWNER', 'SCOPES', 'PROFILE', 'MODEL', 'MADE', 'STATE']
  return `${table([head, ...rows])}\nThe operator's own key is not listed: it is in KINORA_API_KEY or in the data folder.\n`
}

const day = (ms: number): string => new Date(ms).toISOString().slice(0, 10)

function state({ revokedAtMs, expiresAtMs }: ClientKey, nowMs: number): string {
  if (revokedAtMs !== null) return `revoked ${day(revokedAtMs)}`
  if (expiresAtMs === null) return 'active'
  return expiresAtMs <= nowMs ? `ended ${day(expiresAtMs)}` : `active until ${day(expiresAtMs)}`
}
