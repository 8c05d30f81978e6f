import type { SecondsOffer, SizesOffer } from 'kinora/spec/offer'
import { readSize } from 'kinora/spec/size'
import type { Quality } from 'kinora/spec/video'
import type { OfferCard } from '../../client/models.ts'
import { frameOf } from '../../words/frame.ts'

export interface Wishes {
  readonly seconds: number
  readonly size: string
  readonly quality: Quality
}

/** What the selectors show. A wish the offer allows is always among them, suggested or not. */
export interface Choices {
  readonly seconds: readonly number[]
  readonly sizes: readonly string[]
  readonly qualities: readonly Quality[]
}

export function choicesOf(offer: OfferCard, wishes: Wishes): Choices {
  const seconds = offer.seconds.kind === 'set' ? offer.seconds.values : offer.seconds.suggested
  const sizes = offer.sizes.kind === 'set' ? offer.sizes.values : offer.sizes.suggested
  return {
    seconds: withWish(seconds, wishes.seconds, makesSeconds(offer.seconds, wishes.seconds)).toSorted((a, b) => a - b),
    sizes: withWish(sizes, wishes.size, makesSize(offer.sizes, wishes.size)),
    qualities: offer.qualities,
  }
}

/** The wishes as far as the offer can grant them; what it cannot, it gets as near as it can. */
export function fitWishes(offer: OfferCard, wishes: Wishes): Wishes {
  const { seconds, sizes, qualities } = choicesOf(offer, wishes)
  return {
    seconds: makesSeconds(offer.seconds, wishes.seconds)
      ? wishes.seconds
      : nearest(seconds, (value) => Math.abs(value - wishes.seconds), wishes.seconds),
    size: makesSize(offer.sizes, wishes.size)
      ? wishes.size
      : nearest(sizes, (value) => distance(value, wishes.size), wishes.size),
    quality: qualities.includes(wishes.quality) ? wishes.quality : (qualities[0] ?? wishes.quality),
  }
}

/** Micro-USD; null where the engine does not tell. */
export function estimateOf(offer: OfferCard, { seconds, quality }: Wishes): number | null {
  const rate = rateOf(offer, quality)
  return rate === null ? null : rate * seconds
}

export function rateOf(offer: OfferCard, quality: Quality): number | null {
  const rate = offer.usd_micros_per_second?.[quality]
  return rate === undefined || !Number.isFinite(rate) ? null : rate
}

function makesSeconds(offer: SecondsOffer, seconds: number): boolean {
  return offer.kind === 'set' ? offer.values.includes(seconds) : seconds >= offer.min && seconds <= offer.max
}

function makesSize(offer: SizesOffer, size: string): boolean {
  if (offer.kind === 'set') return offer.values.includes(size)
  const read = readSize(size)
  if (read === undefined) return false
  const sides = [read.width, read.height]
  return (
    sides.every((side) => side % 2 === 0 && side >= offer.min && side <= offer.max) &&
    read.width * read.height <= offer.maxPixels
  )
}

function withWish<T>(list: readonly T[], wish: T, allowed: boolean): readonly T[] {
  return !allowed || list.includes(wish) ? list : [wish, ...list]
}

function nearest<T>(list: readonly T[], away: (value: T) => number, fallback: T): T {
  return list.reduce<{ value: T; away: number }>(
    (best, value) => (away(value) < best.away ? { value, away: away(value) } : best),
    { value: fallback, away: Number.POSITIVE_INFINITY },
  ).value
}

/** Shape counts far more than size: a tall wish should stay tall. */
function distance(size: string, wish: string): number {
  const [a, b] = [frameOf(size), frameOf(wish)]
  if (a === undefined || b === undefined) return Number.MAX_VALUE
  const shape = Math.abs(Math.log(a.width / a.height / (b.width / b.height)))
  return shape * 10 + Math.abs(Math.log((a.width * a.height) / (b.width * b.height)))
}
