import type { BudgetCard, UsageSums } from '../../client/money.ts'
import { en } from '../../messages/en.ts'
import { isolate } from '../../words/isolate.ts'
import { dollars } from '../../words/dollars.ts'

const words = en.spend

interface MonthTotalProps {
  readonly total: UsageSums
  readonly owner: string
  /** Everybody's, for the month on screen; undefined where this key may not see it, or for a month gone by. */
  readonly budget: BudgetCard | undefined
  /** Every engine so far is one that costs nothing. */
  readonly free: boolean
  readonly mayNotSee: boolean
}

export function MonthTotal({ total, owner, budget, free, mayNotSee }: MonthTotalProps) {
  const spent = budget?.spent_usd_micros ?? total.final_usd_micros
  const held = budget?.held_usd_micros ?? 0
  const cap = budget?.cap_usd_micros ?? null
  const nothing = free && spent === 0 && held === 0
  return (
    <section aria-label={words.total} className="pt-6 pb-6">
      <p className="text-label font-medium text-fg-2">{budget ? words.everyone : <bdi>{words.own(owner)}</bdi>}</p>
      <p className="mt-1 flex flex-wrap items-baseline gap-x-2">
        <span className="tabular text-price font-semibold tracking-tight">{nothing ? words.free : dollars(spent)}</span>
        {cap !== null && <span className="tabular text-section text-fg-2">{words.spentOf(dollars(cap))}</span>}
      </p>
      {cap !== null && <BudgetBar spent={spent} held={held} cap={cap} />}
      <p className="tabular mt-2 text-hint text-fg-2">
        {[
          words.made(isolate(owner), total.videos, total.seconds),
          held > 0 ? words.held(dollars(held)) : null,
          cap === null ? null : words.left(dollars(Math.max(0, cap - spent - held))),
        ]
          .filter((part) => part !== null)
          .join(' · ')}
      </p>
      {(nothing || cap === null) && (
        <p className="mt-1 text-hint text-fg-3">
          {nothing ? words.freeWhy : mayNotSee ? words.ownNoCap : budget ? words.noCap : null}
        </p>
      )}
    </section>
  )
}

/** What is spent, then what is held; full is the limit. */
function BudgetBar({ spent, held, cap }: { readonly spent: number; readonly held: number; readonly cap: number }) {
  const part = (value: number): number => (cap === 0 ? 100 : Math.min(100, (value / cap) * 100))
  return (
    <div
      // eslint-disable-next-line jsx-a11y/prefer-tag-over-role -- a `meter` element has one part, this two
      role="meter"
      aria-label={words.bar}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(part(spent + held))}
      className="mt-3 flex h-2 max-w-xl overflow-hidden rounded-full bg-hover"
    >
      <span className="bg-fg-2" style={{ width: `${part(spent)}%` }} />
      <span className="bg-lamp" style={{ width: `${Math.min(part(held), 100 - part(spent))}%` }} />
    </div>
  )
}
