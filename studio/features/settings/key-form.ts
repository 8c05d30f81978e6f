import { DEFAULT_SCOPES, type Profile, type Scope } from 'kinora/spec/keys'
import type { KeyCard, NewKey } from '../../client/keys.ts'
import { parseDollars } from '../../words/dollars.ts'

/** Revoked, or past its day. */
export function opensNothing({ revoked_at: revoked, expires_at: ends }: KeyCard): boolean {
  return revoked !== null || (ends !== null && ends * 1000 <= Date.now())
}

export interface KeyForm {
  readonly name: string
  readonly owner: string
  readonly scopes: readonly Scope[]
  readonly profile: Profile
  /** The last day it is good, `YYYY-MM-DD`; empty: none. */
  readonly lastDay: string
  readonly day: string
  readonly month: string
}

export const EMPTY_KEY: KeyForm = {
  name: '',
  owner: 'default',
  scopes: DEFAULT_SCOPES,
  profile: 'tolerant',
  lastDay: '',
  day: '',
  month: '',
}

export type KeyField = 'name' | 'owner' | 'scopes' | 'lastDay' | 'day' | 'month'

/** The fields in which something is wrong. */
export function wrongIn(form: KeyForm, nowMs: number): readonly KeyField[] {
  const ends = endOf(form.lastDay)
  return [
    ...(form.name.trim() === '' ? (['name'] as const) : []),
    ...(/^[\w.-]{1,64}$/.test(form.owner.trim()) ? [] : (['owner'] as const)),
    ...(form.scopes.length === 0 ? (['scopes'] as const) : []),
    ...(ends !== undefined && !(Date.parse(`${ends}T00:00:00Z`) > nowMs) ? (['lastDay'] as const) : []),
    ...(parseDollars(form.day) === undefined ? (['day'] as const) : []),
    ...(parseDollars(form.month) === undefined ? (['month'] as const) : []),
  ]
}

/** The API ends a key with the first moment of a day; people name the last day it is good. */
function endOf(lastDay: string): string | undefined {
  if (lastDay === '') return undefined
  const ms = Date.parse(`${lastDay}T00:00:00Z`)
  return Number.isNaN(ms) ? lastDay : new Date(ms + 86_400_000).toISOString().slice(0, 10)
}

export function wishOf(form: KeyForm): NewKey {
  const [day, month, expires] = [parseDollars(form.day), parseDollars(form.month), endOf(form.lastDay)]
  const budgets = { ...(typeof day === 'number' && { day }), ...(typeof month === 'number' && { month }) }
  return {
    name: form.name.trim(),
    owner: form.owner.trim(),
    scopes: form.scopes,
    profile: form.profile,
    ...(expires !== undefined && { expires }),
    ...(Object.keys(budgets).length > 0 && { budgets }),
  }
}
