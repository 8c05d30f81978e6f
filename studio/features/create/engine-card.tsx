import { Check, Cloud, Cpu } from 'lucide-react'
import type { Quality } from 'kinora/spec/video'
import type { Model } from '../../client/models.ts'
import { en } from '../../messages/en.ts'
import { moneyWords } from '../../words/money.ts'
import { rateOf } from './offer-choices.ts'

interface EngineCardProps {
  readonly models: readonly Model[]
  readonly picked: Model
  readonly quality: Quality
  readonly onPick: (id: string) => void
}

/** One engine: a card that says what it is. Several: the same cards, to choose from. */
export function EngineCard({ models, picked, quality, onPick }: EngineCardProps) {
  if (models.length < 2) return <Card model={picked} quality={quality} />
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-2 text-label font-medium text-fg-2">{en.look.engine}</legend>
      {models.map((model) => (
        <label
          key={model.id}
          className="relative block rounded-card has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-lamp-ring"
        >
          <input
            type="radio"
            name="model"
            value={model.id}
            checked={model.id === picked.id}
            onChange={() => onPick(model.id)}
            className="absolute inset-0 size-full cursor-pointer appearance-none opacity-0"
          />
          <Card model={model} quality={quality} chosen={model.id === picked.id} />
        </label>
      ))}
    </fieldset>
  )
}

interface CardProps {
  readonly model: Model
  readonly quality: Quality
  /** Undefined where there is nothing to choose. */
  readonly chosen?: boolean
}

function Card({ model, quality, chosen }: CardProps) {
  const offer = model.kinora
  const Icon = offer.generative ? Cloud : Cpu
  const rate = rateOf(offer, quality)
  return (
    <div
      data-testid="engine-card"
      className={`flex gap-3.5 rounded-card border bg-panel p-3.5 ${chosen ? 'border-lamp-ring' : 'border-line-2'}`}
    >
      <span className="grid size-11 shrink-0 place-items-center rounded-control bg-raised text-lamp-ink">
        <Icon aria-hidden="true" size={20} strokeWidth={1.75} />
      </span>
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-baseline gap-x-2 font-semibold text-fg">
          {offer.title}
          {chosen && <Check aria-hidden="true" size={15} strokeWidth={2.5} className="self-center text-lamp-ink" />}
          <span className="tabular ml-auto">
            {rate === 0 || rate === null ? moneyWords(rate) : en.look.perSecond(moneyWords(rate))}
          </span>
        </p>
        <p className="mt-0.5 text-hint text-fg-2">{offer.about}</p>
        <p className="mt-1 text-meta text-fg-3">
          {!offer.generative && <strong className="font-semibold text-fg">{en.look.animatic} </strong>}
          {en.look.takes(offer.references.max, offer.audio)}
          {offer.retires_on !== null && ` ${en.look.retires(offer.retires_on)}`}
        </p>
      </div>
    </div>
  )
}
