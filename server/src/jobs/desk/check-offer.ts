import type { Engine } from '../../spec/engine.ts'
import type { Offer } from '../../spec/offer.ts'

/**
 * An offer whose price cannot be reckoned with would make paid videos look free: nothing would be held for them.
 * @throws Error when one quality is free and another is not, or a price is no whole micro-USD.
 */
export function checkOffer({ name }: Pick<Engine, 'name'>, { model, qualities, usdMicrosPerSecond }: Offer): void {
  const prices = qualities.map((quality) => usdMicrosPerSecond[quality])
  const whole = prices.every((price) => Number.isSafeInteger(price) && price >= 0 && price <= 1_000_000_000)
  const free = prices.filter((price) => price === 0).length
  if (whole && (free === 0 || free === prices.length)) return
  throw new Error(
    `The engine "${name}" offers "${model}" at ${prices.join(' and ')} micro-USD a second. ` +
      'Prices must be whole, and either all 0 or none.',
  )
}
