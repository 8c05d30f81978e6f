import type { Actor } from './audit.ts'
import { Fault } from './fault.ts'
import type { Charge } from './video.ts'

// Money is whole micro-USD everywhere. What a job holds is its estimate while its charge is `held` or `unknown`; what it
// spent is its final cost once its charge is `charged`; else nothing. Every number below follows from that.

/** Whose money is counted: everybody's, one owner's, or that asked for with one key. */
export type BudgetScope = 'server' | `owner:${string}` | `key:${string}`

/** How long a cap counts: a day or a month in UTC, or for ever. */
export const SPANS = ['day', 'month', 'total'] as const
export type Span = (typeof SPANS)[number]

/** The most a cap can say, micro-USD: a billion USD. */
export const MOST_CAP_USD_MICROS = 1_000_000_000_000_000
/** The most one video can cost: a million USD. Sums of such stay exact. */
export const MOST_COST_USD_MICROS = 1_000_000_000_000

/** The scopes that a job counts in, the narrowest first. */
export function scopesOf({ owner, keyId }: { readonly owner: string; readonly keyId: string }): readonly BudgetScope[] {
  return [`key:${keyId}`, `owner:${owner}`, 'server']
}

/** `day:2026-11-23`, `month:2026-11` or `total`: the period of that span around a moment in unix ms. */
export function periodOf(span: Span, atMs: number): string {
  const day = new Date(atMs).toISOString().slice(0, 10)
  return span === 'total' ? span : `${span}:${span === 'day' ? day : day.slice(0, 7)}`
}

/** What one scope used in one period, and what it may. */
export interface Budget {
  readonly scope: BudgetScope
  readonly span: Span
  /** As `periodOf` writes it. */
  readonly period: string
  /** Null: as much as it likes. */
  readonly capUsdMicros: number | null
  readonly heldUsdMicros: number
  readonly spentUsdMicros: number
}

/** Micro-USD that a new job may still hold, never below 0; null: no cap. */
export function leftOf({ capUsdMicros, heldUsdMicros, spentUsdMicros }: Budget): number | null {
  return capUsdMicros === null ? null : Math.max(0, capUsdMicros - heldUsdMicros - spentUsdMicros)
}

/** What the operator allows; null: as much as it likes. */
export interface Cap {
  readonly scope: BudgetScope
  readonly span: Span
  readonly usdMicros: number | null
}

/** Says which cap has no room for a job that needs so much, and why. */
export function overBudget(budget: Budget, neededUsdMicros: number): Fault {
  const { scope, period, capUsdMicros, heldUsdMicros, spentUsdMicros } = budget
  const whose = scope === 'server' ? 'this server' : `this ${scope.split(':')[0]}`
  const [span, when] = period.split(':')
  const time = when === undefined ? '' : ` for the ${span} ${when} (UTC)`
  return new Fault(
    'insufficient_quota',
    `Over budget: this video needs ${writeUsd(neededUsdMicros)}. The cap of ${whose}${time} is ` +
      `${writeUsd(capUsdMicros ?? 0)}: ${writeUsd(spentUsdMicros)} spent, ${writeUsd(heldUsdMicros)} held, ` +
      `${writeUsd(leftOf(budget) ?? 0)} left.`,
  )
}

/** One line of the ledger; lines are only ever added. The sums of the deltas are what is held and spent. */
export interface LedgerEntry {
  /** 1 and up, ascending. */
  readonly seq: number
  /** Unix milliseconds. */
  readonly atMs: number
  readonly jobId: string
  readonly owner: string
  readonly keyId: string
  readonly engine: string
  /** `settle`: something was charged. `release`: the hold went back whole. */
  readonly kind: 'hold' | 'settle' | 'release'
  readonly heldDeltaUsdMicros: number
  readonly spentDeltaUsdMicros: number
  /** Who decided an unknown charge; null: the job's own course did. */
  readonly actor: string | null
}

/** What one job cost, also after its video was deleted. */
export interface Bill {
  readonly jobId: string
  readonly owner: string
  readonly keyId: string
  readonly engine: string
  readonly model: string
  readonly outcome: 'open' | 'completed' | 'failed' | 'cancelled'
  readonly charge: Charge
  readonly estimateUsdMicros: number
  readonly heldUsdMicros: number
  readonly spentUsdMicros: number
  /** Unix milliseconds. */
  readonly createdAtMs: number
  readonly endedAtMs: number | null
  /** Both null unless the charge was unknown and someone decided it. */
  readonly decidedAtMs: number | null
  readonly decidedBy: string | null
}

/** After `after`, at most `limit`. */
export interface LedgerPage {
  readonly limit: number
  readonly order: 'asc' | 'desc'
  /** The `seq` of the last one seen. */
  readonly after?: number
  /** One job's only. */
  readonly jobId?: string
}

export interface ChargePage {
  readonly limit: number
  readonly order: 'asc' | 'desc'
  /** Those a person decided, or those that wait for it. */
  readonly decided: boolean
  readonly after?: Pick<Bill, 'jobId' | 'createdAtMs'>
}

/** Caps and books. Holds, settlements and releases are written in `Rows.insertJob`, `moveJob` and `settleUnknown`. */
export interface MoneyStore {
  /** All three spans of each scope, in the periods around `atMs`; also where nothing was used yet. */
  budgets(scopes: readonly BudgetScope[], atMs: number): Promise<readonly Budget[]>
  /** Every scope that has a cap, sorted. */
  capped(): Promise<readonly BudgetScope[]>
  /** From `atMs` on, as a deed of `by`. One below what is used already only leaves no room. */
  setCap(cap: Cap, by: Actor, atMs: number): Promise<void>
  ledger(page: LedgerPage): Promise<readonly LedgerEntry[]>
  /** By time of creation, equal times by id. */
  charges(page: ChargePage): Promise<readonly Bill[]>
  bill(jobId: string): Promise<Bill | undefined>
}

/** `$0.40`, `$1,234.50`, `$0.000001`: two decimals, more only where they say something. */
export function writeUsd(usdMicros: number): string {
  return (usdMicros / 1_000_000).toLocaleString('en-US', {
    style: 'currency',
    currency: 'USD',
    minimumFractionDigits: 2,
    maximumFractionDigits: 6,
  })
}
