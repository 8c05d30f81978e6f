import type { EngineOffer } from '../../client/engines.ts'
import { en } from '../../messages/en.ts'
import { dollars } from '../../words/dollars.ts'

const words = en.engines

/** `$0.10 a second`; Free only where nothing can cost. */
export function priceWords({ usd_micros_per_second: price, qualities }: EngineOffer): string {
  if (price === null) return words.unknown
  const rates = qualities.map((quality) => price[quality])
  if (rates.every((rate) => rate === 0)) return words.free
  const [first = 0, ...rest] = rates
  return rest.every((rate) => rate === first)
    ? words.perSecond(rateWords(first))
    : words.perQuality(rateWords(price.standard), rateWords(price.high))
}

/** Rates have parts of a cent: $0.125. */
function rateWords(usdMicros: number): string {
  if (usdMicros % 10_000 === 0) return dollars(usdMicros)
  return `$${(usdMicros / 1_000_000).toFixed(6).replace(/0+$/, '')}`
}

export function lengthWords({ seconds }: Pick<EngineOffer, 'seconds'>): string {
  return seconds.kind === 'range' ? words.range(seconds.min, seconds.max) : words.lengths(seconds.values.join(', '))
}

export function sizeWords({ sizes }: Pick<EngineOffer, 'sizes'>): string {
  return sizes.kind === 'range'
    ? words.sizeRange(sizes.min, sizes.max)
    : sizes.values.map((size) => size.replace('x', ' × ')).join(', ')
}

export function photosWords({ references }: Pick<EngineOffer, 'references'>): string {
  if (references.max === 0) return words.noPhotos
  return references.faces ? words.upTo(references.max) : `${words.upTo(references.max)}, ${words.noFaces}`
}

/** Where photos go, how long they stay, what a refusal costs. */
export function goesWords({ people }: Pick<EngineOffer, 'people'>): string {
  const { photos_go_to: host, kept_there: kept, charged_on_refusal: costs } = people
  if (host === null) return words.stay
  const where = kept === null ? host : `${host} (${words.kept(kept)})`
  return costs === true ? `${where}. ${words.refusalCosts}` : where
}
