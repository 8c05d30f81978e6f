import { Info, Timer } from 'lucide-react'
import { en } from '../../messages/en.ts'
import { aboutWords } from '../../words/duration.ts'
import { moneyWords } from '../../words/money.ts'
import type { Create } from '../create/use-create.ts'

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
    </div>
  )
}
