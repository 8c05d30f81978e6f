import type { Actor } from './audit.ts'
import type { Bill, Budget, LedgerEntry, LedgerPage } from './money.ts'

/** A cap to be set, as it came from outside. */
export interface CapWish {
  /** `server`, `owner:NAME` or `key:ID`. */
  readonly scope: string
  readonly span: string
  /** Micro-USD; null takes the cap away. */
  readonly usdMicros: number | null
}

/** What a person says of a charge that nobody knows. */
export interface Decision {
  readonly decision: 'charged' | 'none'
  /** Micro-USD that were charged; absent: the estimate. Only with `charged`. */
  readonly usdMicros?: number
}

/** `limit` 0 to 100. `after`: the `id` of the last item seen; an unknown one is a Fault `invalid_value`. */
export interface ChargesAsked {
  readonly limit: number
  readonly order: 'asc' | 'desc'
  readonly after?: string
  readonly decided: boolean
}

/** The operator's view of the money, of all owners. What it throws for a mistake is a `Fault`. */
export interface MoneyDesk {
  /** The server's and every scope that has a cap, or just one scope; each by day, month and total as they are now. */
  budgets(scope?: string): Promise<readonly Budget[]>
  /** Counts from now on. @throws Fault `invalid_value` or `key_not_found`. */
  setCap(wish: CapWish, by: Actor): Promise<Budget>
  ledger(
    page: Omit<LedgerPage, 'jobId'> & { readonly video?: string },
  ): Promise<{ readonly entries: readonly LedgerEntry[]; readonly hasMore: boolean }>
  /** Charges that wait for a decision, or had one. */
  charges(asked: ChargesAsked): Promise<{ readonly bills: readonly Bill[]; readonly hasMore: boolean }>
  /**
   * Decides an unknown charge, once, also when its video was deleted. The video stays as it ended; only its money moves.
   * @throws Fault `video_not_found`, `charge_not_unknown` or `invalid_value`.
   */
  decide(id: string, decision: Decision, by: Actor): Promise<Bill>
}
