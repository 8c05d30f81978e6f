import { Info, Timer, TriangleAlert } from 'lucide-react'
import { en } from '../../messages/en.ts'
import { aboutWords } from '../../words/duration.ts'
import { moneyWords } from '../../words/money.ts'
import { budgetWords } from '../create/estimate-words.ts'
import type { Create } from '../create/use-create.ts'
import { ScreenLink } from '../shell/screen-link.tsx'

export function EstimateCard({ create }: { readonly create: Create }) {
  const { offer, wishes, price, rate, waitSeconds } = create
  if (!offer || !wishes || price === undefined || rate === undefined) {
    return <div aria-hidden="true" className="shimmer h-[132px] rounded-card" />
  }
  const how =
    rate === null
      ? en.estimate.unknownWhy
      : rate === 0
        ? en.estimate.freeWhy
        : en.estimate.sum(wishes.seconds, moneyWords(rate))
  return (
    <div className="rounded-card border border-line-2 bg-panel p-4">
      <h2 className="text-label font-medium text-fg-2">{en.estimate.heading}</h2>
      <p className="mt-1 flex flex-wrap items-baseline gap-x-2">
        <span
          className={`tabular font-semibold tracking-tight text-fg ${price === null ? 'text-title' : 'text-price'}`}
        >
          {moneyWords(price)}
        </span>
        <span className="tabular text-hint text-fg-2">{how}</span>
      </p>
      <BudgetBar create={create} />
      <p className="hairline mt-3 flex items-start gap-2 pt-3 text-hint text-fg-2">
        <Timer aria-hidden="true" size={15} strokeWidth={1.75} className="mt-0.5 shrink-0 text-fg-3" />
        {waitSeconds === undefined ? en.estimate.noWait : en.estimate.wait(aboutWords(waitSeconds))}
      </p>
      {!!price && (
        <p className="mt-2 flex items-start gap-2 text-meta text-fg-3">
          <Info aria-hidden="true" size={15} strokeWidth={1.75} className="shrink-0" />
          {en.estimate.source(offer.price_source)}
        </p>
      )}
      {create.estimate && create.estimate.warnings.length > 0 && (
        <ul aria-label={en.estimate.notes} className="mt-2 grid gap-1 text-meta text-fg-2">
          {create.estimate.warnings.map((line) => (
            <li key={line} dir="auto" className="flex items-start gap-2">
              <TriangleAlert aria-hidden="true" size={15} strokeWidth={1.75} className="shrink-0 text-lamp-ink" />
              {line}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

/** What is used of the budget, and this video as the yellow end. */
function BudgetBar({ create }: { readonly create: Create }) {
  const budget = budgetWords(create.estimate, create.price ?? null)
  if (budget === null) return null
  return (
    <div className="mt-3">
      <div aria-hidden="true" className="flex h-1.5 overflow-hidden rounded-full bg-hover">
        <span className="bg-fg-3" style={{ width: `${budget.used * 100}%` }} />
        <span className="bg-lamp" style={{ width: `${budget.more * 100}%` }} />
      </div>
      <p className="tabular mt-1.5 text-meta text-fg-2">{budget.text}</p>
      <div role="alert">
        {create.over !== null && (
          <p className="mt-2 text-hint text-bad">
            {en.estimate.over(moneyWords(create.over))} <span className="text-fg-2">{en.estimate.overHow}</span>{' '}
            <ScreenLink href="/spend" className="font-medium whitespace-nowrap text-fg underline underline-offset-4">
              {en.estimate.seeSpend}
            </ScreenLink>
          </p>
        )}
      </div>
    </div>
  )
}
