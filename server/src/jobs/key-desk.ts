import { createHash, randomBytes } from 'node:crypto'
import { crashPoint } from '../spec/crash-point.ts'
import { Fault } from '../spec/fault.ts'
import { DEFAULT_SCOPES, PROFILES, SCOPES } from '../spec/keys.ts'
import type { ClientKey, KeyDesk, KeyStore, KeyWish } from '../spec/keys.ts'
import { MOST_CAP_USD_MICROS, SPANS } from '../spec/money.ts'
import type { Cap, MoneyStore } from '../spec/money.ts'
import type { Clock } from '../spec/time.ts'
import { invalid, notInSet } from './desk/refusals.ts'

export interface KeyDeskParts {
  readonly keys: KeyStore
  readonly money: Pick<MoneyStore, 'setCap'>
  readonly now: Clock
  /** Which models there are; absent where no engines run, then a wrong one shows at the first create. */
  readonly models?: () => readonly string[]
}

export function createKeyDesk(parts: KeyDeskParts): KeyDesk {
  const { keys, money, now } = parts
  return {
    async make(wish, by) {
      const key = readWish(wish, parts)
      const caps = readCaps(wish.caps ?? {})
      // Before the key: a crash in between leaves a cap without a key, never a key without its cap.
      for (const cap of caps) await money.setCap({ scope: `key:${key.id}`, ...cap }, by ?? 'system', now())
      const secret = `knr_${randomBytes(32).toString('base64url')}`
      await keys.insert(key, createHash('sha256').update(secret).digest('hex'), by)
      return { key, secret }
    },
    list: () => keys.all(),
    async revoke(id, by) {
      const key = await keys.revoke(id, now(), by)
      crashPoint('C32')
      if (!key) throw new Fault('key_not_found', `No key with id '${id.slice(0, 100)}'.`)
      return key
    },
  }
}

function readWish(wish: KeyWish, { now, models }: KeyDeskParts): ClientKey {
  const createdAtMs = now()
  const expiresAtMs = wish.expires === undefined ? null : readMoment(wish.expires)
  if (expiresAtMs !== null && expiresAtMs <= createdAtMs) {
    throw invalid('expires', wish.expires ?? '', 'The key would have ended already. Use a day to come.')
  }
  return {
    id: `key_${randomBytes(12).toString('hex')}`,
    name: readName(wish.name),
    owner: readOwner(wish.owner ?? 'default'),
    scopes: readScopes(wish.scopes ?? DEFAULT_SCOPES),
    profile: readOne('profile', wish.profile ?? 'tolerant', PROFILES),
    defaultModel: wish.model === undefined ? null : readModel(wish.model, models?.()),
    createdAtMs,
    expiresAtMs,
    revokedAtMs: null,
  }
}

function readCaps(caps: NonNullable<KeyWish['caps']>): Pick<Cap, 'span' | 'usdMicros'>[] {
  return SPANS.flatMap((span) => {
    const usdMicros = caps[span]
    if (usdMicros === undefined) return []
    if (Number.isInteger(usdMicros) && usdMicros >= 0 && usdMicros <= MOST_CAP_USD_MICROS) return [{ span, usdMicros }]
    throw invalid('budgets', String(usdMicros), `Use whole micro-USD from 0 to ${MOST_CAP_USD_MICROS}.`)
  })
}

function readName(name: string): string {
  const text = name.trim()
  if (text !== '' && Array.from(text).length <= 80 && /^\P{Cc}+$/u.test(text) && text.isWellFormed()) return text
  throw invalid('name', text.slice(0, 80), 'Use 1 to 80 characters on one line.')
}

function readOwner(owner: string): string {
  if (/^[\w.-]{1,64}$/.test(owner)) return owner
  throw invalid('owner', owner.slice(0, 80), 'Use 1 to 64 letters, digits, dots, dashes and underscores.')
}

function readScopes(scopes: readonly string[]): ClientKey['scopes'] {
  if (scopes.length === 0) throw new Fault('invalid_value', 'A key needs at least one scope.', { param: 'scopes' })
  return [...new Set(scopes)].map((scope) => readOne('scopes', scope, SCOPES))
}

function readOne<T extends string>(param: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((one) => one === value)
  if (found === undefined) throw notInSet(param, value.slice(0, 80), allowed)
  return found
}

function readModel(model: string, known: readonly string[] | undefined): string {
  if (known && !known.includes(model)) {
    const names = known.map((name) => `'${name}'`).join(', ')
    const message = `The model '${model.slice(0, 100)}' does not exist. Available are: ${names}.`
    throw new Fault('model_not_found', message, { param: 'model' })
  }
  if (model !== '' && model.length <= 200) return model
  throw invalid('model', model.slice(0, 80), 'Use the name of a model.')
}

/** Unix ms of `2027-01-01` or `2027-01-01T08:30:00Z`. */
function readMoment(text: string): number {
  const whole = /^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00Z` : text
  const ms = Date.parse(whole)
  // Written back it must be the same: the 30th of February is not some other day.
  const same = !Number.isNaN(ms) && new Date(ms).toISOString().replace('.000Z', 'Z') === whole
  if (same) return ms
  throw invalid('expires', text.slice(0, 80), "Use a day or a moment in UTC: '2027-01-01' or '2027-01-01T08:30:00Z'.")
}
