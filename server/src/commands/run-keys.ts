import { parseArgs } from 'node:util'
import { readConfig } from '../config.ts'
import { createKeyDesk } from '../jobs/key-desk.ts'
import { Fault } from '../spec/fault.ts'
import type { ClientKey, KeyDesk } from '../spec/keys.ts'
import { openKeys } from '../store/open-keys.ts'

const USAGE = `Usage:
  npm run kinora -- keys create --name NAME [--owner OWNER] [--scopes videos:read,videos:write,files,webhooks,admin]
                                [--profile tolerant|strict] [--expires 2027-01-01] [--model MODEL]
  npm run kinora -- keys list
  npm run kinora -- keys revoke ID
`

/** Something the person at the keyboard must say differently. */
class WrongUse extends Error {}

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
  const options = { name: text, owner: text, scopes: text, profile: text, expires: text, model: text }
  const { name, scopes, ...rest } = read(() => parseArgs({ args: [...words], options, strict: true }).values)
  if (name === undefined) throw new WrongUse(`--name is missing.\n\n${USAGE}`)
  const list = scopes?.split(',').map((scope) => scope.trim())
  const { key, secret } = await desk.make({ name, ...rest, ...(list && { scopes: list }) }, 'cli')
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

`
}

function read<T>(work: () => T): T {
  try {
    return work()
  } catch (thrown) {
    throw new WrongUse(`${thrown instanceof Error ? thrown.message : String(thrown)}\n\n${USAGE}`)
  }
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
  const table = [['ID', 'NAME', 'OWNER', 'SCOPES', 'PROFILE', 'MODEL', 'MADE', 'STATE'], ...rows]
  const widths = table[0]?.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0))) ?? []
  const lines = table.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
  return `${lines.join('\n')}\n\nThe operator's own key is not listed: it is in KINORA_API_KEY or in the data folder.\n`
}

const day = (ms: number): string => new Date(ms).toISOString().slice(0, 10)

function state({ revokedAtMs, expiresAtMs }: ClientKey, nowMs: number): string {
  if (revokedAtMs !== null) return `revoked ${day(revokedAtMs)}`
  if (expiresAtMs === null) return 'active'
  return expiresAtMs <= nowMs ? `ended ${day(expiresAtMs)}` : `active until ${day(expiresAtMs)}`
}

/** The whole command: opens the keys of the configured data folder, prints, and sets the exit code. */
export async function keysCommand(words: readonly string[]): Promise<void> {
  try {
    const opened = await openKeys({ folder: readConfig().dataFolder, now: Date.now })
    try {
      process.stdout.write(await runKeys(words, createKeyDesk({ keys: opened.keys, now: Date.now }), Date.now))
    } finally {
      await opened.close()
    }
  } catch (thrown) {
    process.exitCode = 1
    if (thrown instanceof WrongUse) process.stderr.write(thrown.message)
    else process.stderr.write(`kinora: ${thrown instanceof Error ? asFlag(thrown) : String(thrown)}\n`)
  }
}

const asFlag = (thrown: Error): string =>
  thrown instanceof Fault && thrown.param !== null ? `--${thrown.param}: ${thrown.message}` : thrown.message
