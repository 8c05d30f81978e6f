import type { Span } from 'kinora/spec/money'
import type { Charge } from 'kinora/spec/video'
import { getJson, listAll, sendJson } from './json.ts'

/** Sums of `/v1/usage`, money in micro-USD. */
export interface UsageSums {
  readonly videos: number
  readonly completed: number
  readonly failed: number
  readonly charged: number
  readonly failed_charged: number
  readonly unsettled: number
  readonly seconds: number
  readonly estimate_usd_micros: number
  readonly final_usd_micros: number
}

/** One engine on one day (UTC). */
export interface UsageDay extends UsageSums {
  readonly day: string
  readonly engine: string
}

export interface Usage {
  readonly from: string
  readonly to: string
  readonly data: readonly UsageDay[]
  readonly total: UsageSums
}

export interface BudgetCard {
  /** `server`, `owner:NAME` or `key:ID`. */
  readonly scope: string
  readonly span: Span
  readonly period: string
  readonly cap_usd_micros: number | null
  readonly held_usd_micros: number
  readonly spent_usd_micros: number
  readonly left_usd_micros: number | null
}

export interface ChargeCard {
  /** The id of its video, which may be deleted. */
  readonly id: string
  readonly owner: string
  readonly engine: string
  readonly model: string
  readonly charge: Charge
  readonly estimate_usd_micros: number
  readonly spent_usd_micros: number
  /** Unix seconds. */
  readonly created_at: number
}

/** `from`, `to`: days like `2026-11-23`, both included. The caller's own owner. */
export function readUsage(from: string, to: string, signal: AbortSignal): Promise<Usage> {
  return getJson(`/v1/usage?from=${from}&to=${to}`, signal)
}

/** The server's, and every scope that has a cap. @throws ApiError 403 without the scope `admin`. */
export async function listBudgets(signal: AbortSignal): Promise<readonly BudgetCard[]> {
  return (await getJson<{ readonly data: readonly BudgetCard[] }>('/v1/budgets', signal)).data
}

/** Null: no cap. */
export function setCap(scope: string, span: Span, usdMicros: number | null): Promise<BudgetCard> {
  return sendJson('PUT', '/v1/budgets', { scope, span, usd_micros: usdMicros })
}

/** Those that wait for a decision, oldest last. */
export function listCharges(signal: AbortSignal): Promise<readonly ChargeCard[]> {
  return listAll('/v1/charges', signal)
}

/** `usdMicros`: what was charged; null: nothing was. */
export function decideCharge(id: string, usdMicros: number | null): Promise<ChargeCard> {
  const said = usdMicros === null ? { decision: 'none' } : { decision: 'charged', usd_micros: usdMicros }
  return sendJson('POST', `/v1/videos/${encodeURIComponent(id)}/charge`, said)
}
