import type { Estimate } from '../../client/estimates.ts'
import { en } from '../../messages/en.ts'
import { moneyWords } from '../../words/money.ts'

export type Field = 'people' | 'prompt' | 'look' | 'rest'

const FIELD_OF: Readonly<Record<string, Field>> = {
  prompt: 'prompt',
  seconds: 'look',
  size: 'look',
  quality: 'look',
  model: 'look',
  seed: 'look',
  input_reference: 'people',
  characters: 'people',
  people: 'people',
  consent: 'people',
}

/** Said by the form itself: a field that is still empty once Generate is pressed, a budget at the button. */
const OWN_WORDS = new Set(['missing_required_parameter', 'insufficient_quota'])

/** What the server would refuse, at the field it is about. What the form says by itself is left to it. */
export function problemsAt(field: Field, estimate: Pick<Estimate, 'problems'> | undefined): readonly string[] {
  return (estimate?.problems ?? [])
    .filter(({ code, param }) => !OWN_WORDS.has(code ?? '') && (FIELD_OF[param ?? ''] ?? 'rest') === field)
    .map(({ message }) => message)
}

/** By how much, micro-USD, this order would pass its cap; null: it does not. */
export function overBudget(estimate: Pick<Estimate, 'problems' | 'budget' | 'cost'> | undefined): number | null {
  if (!estimate?.problems.some(({ code }) => code === 'insufficient_quota')) return null
  return Math.max(0, (estimate.cost.estimate_usd_micros ?? 0) - (estimate.budget?.left_usd_micros ?? 0))
}

/** `about $0.60`: an estimate says that it is one. */
export function priceOnButton(usdMicros: number | null): string {
  const words = moneyWords(usdMicros)
  return usdMicros === null || usdMicros <= 0 ? words : en.estimate.about(words)
}

export interface BudgetWords {
  readonly text: string
  /** Shares of the cap, 0 to 1. */
  readonly used: number
  readonly more: number
}

/** What is used of the cap with the least left, and what this order adds; null where no cap holds. */
export function budgetWords(
  estimate: Pick<Estimate, 'budget'> | undefined,
  usdMicros: number | null,
): BudgetWords | null {
  const budget = estimate?.budget
  if (!budget || budget.cap_usd_micros === null) return null
  const cap = budget.cap_usd_micros
  const used = budget.spent_usd_micros + budget.held_usd_micros
  const share = (part: number): number => (cap <= 0 ? 1 : Math.min(1, part / cap))
  return {
    text: en.estimate.budget(dollars(used), dollars(cap), en.estimate.spans[budget.span]),
    used: share(used),
    more: Math.min(1 - share(used), share(usdMicros ?? 0)),
  }
}

/** In a sum nothing is `Free`. */
function dollars(usdMicros: number): string {
  return usdMicros <= 0 ? '$0.00' : moneyWords(usdMicros)
}
