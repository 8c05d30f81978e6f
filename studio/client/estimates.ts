import type { ErrorEnvelope } from 'kinora/spec/fault'
import { call } from './http.ts'
import type { BudgetCard } from './money.ts'

/** What a create would cost and meet. */
export interface Estimate {
  /** Null where it cannot be told. */
  readonly cost: { readonly estimate_usd_micros: number | null; readonly price_source: string | null }
  /** The cap with the least left; null: none. */
  readonly budget: BudgetCard | null
  readonly warnings: readonly string[]
  /** What would refuse it, as the create itself would say it. */
  readonly problems: readonly ErrorEnvelope['error'][]
}

export async function readEstimate(form: FormData, signal: AbortSignal): Promise<Estimate> {
  const answer = await call('/v1/videos/estimates', { method: 'POST', body: form, signal })
  return answer.json() as Promise<Estimate>
}
