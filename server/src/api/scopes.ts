import type { KeyHolder } from '../spec/desk.ts'
import { Fault } from '../spec/fault.ts'
import type { Scope } from '../spec/keys.ts'

/** Paths below `/v1` that need the same scope whatever is asked of them; undefined: any key will do. */
const BY_PATH: readonly (readonly [path: RegExp, scope: Scope | undefined])[] = [
  [/^\/metrics$/, 'admin'],
  [/^\/v1\/(?:keys|audit|settings|budgets|ledger|charges)(?:\/|$)/, 'admin'],
  [/^\/v1\/videos\/[^/]+\/charge$/, 'admin'],
  [/^\/v1\/(?:files|uploads)(?:\/|$)/, 'files'],
  [/^\/v1\/webhook/, 'webhooks'],
  [/^\/v1\/(?:models|openapi\.json)(?:\/|$)/, undefined],
  // Asks what a video would cost; makes nothing.
  [/^\/v1\/videos\/estimates$/, 'videos:read'],
]

/** Everything else is about videos: what no rule names is never open to a key without their scopes. */
export function scopeFor(method: string, path: string): Scope | undefined {
  const rule = BY_PATH.find(([pattern]) => pattern.test(path))
  if (rule) return rule[1]
  return method === 'GET' || method === 'HEAD' ? 'videos:read' : 'videos:write'
}

/** @throws Fault `missing_scope` (403) saying which scope is needed and which there are. */
export function requireScope({ scopes }: KeyHolder, method: string, path: string): void {
  const needed = scopeFor(method, path)
  if (needed === undefined || scopes.includes(needed)) return
  const own = scopes.map((scope) => `'${scope}'`).join(', ')
  throw new Fault('missing_scope', `This request needs a key with the scope '${needed}'. This key has: ${own}.`)
}
