import { CircleAlert, CircleCheck, Cloud, Cpu } from 'lucide-react'
import type { EngineCard, EngineOffer } from '../../client/engines.ts'
import { en } from '../../messages/en.ts'
import { goesWords, lengthWords, photosWords, priceWords, sizeWords } from './offer-words.ts'

const words = en.engines

export function EnginePanel({ engine }: { readonly engine: EngineCard }) {
  const Icon = engine.class === 'local' ? Cpu : Cloud
  return (
    <section aria-label={engine.name} className="rounded-card border border-line bg-panel p-4">
      <div className="flex items-start gap-3.5">
        <span className="grid size-11 shrink-0 place-items-center rounded-control bg-raised text-fg-2">
          <Icon aria-hidden="true" size={20} strokeWidth={1.75} />
        </span>
        <div className="min-w-0 flex-1">
          <h3 className="flex flex-wrap items-center gap-x-3 gap-y-1 font-semibold">
            <bdi>{engine.name}</bdi>
            <State engine={engine} />
          </h3>
          <p className="mt-0.5 text-hint text-fg-2">
            {[engine.class === 'local' ? words.builtIn : words.hosted, words.slots(engine.slots)].join(' · ')}
          </p>
          <p className="text-meta text-fg-3">{words.class[engine.class]}</p>
          {!engine.ready && <p className="mt-2 text-hint text-fg">{engine.reason ?? words.unasked}</p>}
        </div>
      </div>
      <ul>
        {engine.offers.map((offer) => (
          <li key={offer.model} className="hairline mt-4 pt-4">
            <Offer offer={offer} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function State({ engine }: { readonly engine: EngineCard }) {
  const Icon = engine.ready ? CircleCheck : CircleAlert
  return (
    <span className="inline-flex items-center gap-1.5 text-hint font-medium">
      <Icon aria-hidden="true" size={15} strokeWidth={1.75} className={engine.ready ? 'text-ok' : 'text-bad'} />
      {engine.ready ? words.ready : words.notReady}
    </span>
  )
}

function Offer({ offer }: { readonly offer: EngineOffer }) {
  const facts = [
    [words.price, priceWords(offer)],
    [words.length, lengthWords(offer)],
    [words.sizes, sizeWords(offer)],
    [words.photos, photosWords(offer)],
    ...(offer.references.max > 0 ? [[words.goTo, goesWords(offer)]] : []),
    [words.sound, offer.audio ? words.yes : words.no],
  ] as const
  return (
    <>
      <h4 className="flex flex-wrap items-baseline gap-x-2 font-medium">
        <bdi>{offer.title}</bdi>
        <span className="font-mono text-meta break-all text-fg-3">{offer.model}</span>
      </h4>
      <p className="mt-0.5 max-w-prose text-hint text-fg-2">{offer.about}</p>
      {!offer.generative && <p className="text-hint text-fg-2">{words.animatic}</p>}
      <dl className="tabular mt-3 grid gap-x-6 gap-y-1.5 text-hint sm:grid-cols-2">
        {facts.map(([name, value]) => (
          <div key={name} className="flex gap-3">
            <dt className="w-24 shrink-0 text-fg-3">{name}</dt>
            <dd className="min-w-0 text-fg">{value}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-2 text-meta text-fg-3">
        {words.source(offer.price_source)}
        {offer.retires_on !== null && ` ${words.ends(offer.retires_on)}`}
      </p>
    </>
  )
}
