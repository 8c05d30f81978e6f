import { Fault } from '../../spec/fault.ts'
import type { Offer, SizesOffer } from '../../spec/offer.ts'
import type { Order } from '../../spec/order.ts'
import { readSize, writeSize } from '../../spec/size.ts'

interface Size {
  readonly width: number
  readonly height: number
}

/** OpenAI's words for a value outside a set (videos-api.md 5), then the field and the closest value that works. */
export function notInSet(param: string, value: string, allowed: readonly string[], nearest?: string): Fault {
  const hint = nearest === undefined ? '' : ` The nearest ${param} is '${nearest}'.`
  const verb = allowed.length === 1 ? 'value is' : 'values are'
  return invalid(param, value, `Supported ${verb}: ${listed(allowed)}.${hint}`)
}

export function invalid(param: string, value: string, rule: string): Fault {
  return new Fault('invalid_value', `Invalid value: '${value}'. ${rule}`, { param })
}

/** `'4'`, `'4' and '8'`, `'4', '8', and '12'`. */
function listed(values: readonly string[]): string {
  const quoted = values.map((value) => `'${value}'`)
  if (quoted.length <= 2) return quoted.join(' and ')
  return `${quoted.slice(0, -1).join(', ')}, and ${quoted.at(-1)}`
}

export function checkSeconds(whole: Offer, seconds: number): void {
  const { seconds: offer } = whole
  const nearest = nearestSeconds(whole, seconds)
  if (nearest === seconds) return
  if (offer.kind === 'set') {
    throw notInSet('seconds', String(seconds), offer.values.map(String), nearest?.toString())
  }
  const rule = `The seconds must be a whole number from '${offer.min}' to '${offer.max}'. The nearest is '${nearest}'.`
  throw invalid('seconds', String(seconds), rule)
}

/** The closest length that the model makes: itself, if it does. Of two equally close ones the first offered. */
export function nearestSeconds({ seconds: offer }: Offer, seconds: number): number | undefined {
  if (offer.kind === 'set') return closest(offer.values, (value) => Math.abs(value - seconds))
  return Math.max(offer.min, Math.min(offer.max, Math.round(seconds) || offer.min))
}

/** The closest size that the model makes: itself, if it does. */
export function nearestSize({ sizes: offer }: Offer, size: Size): string | undefined {
  if (offer.kind === 'set') return closest(offer.values, (other) => distance(size, other))
  return writeSize(fit(offer, size))
}

export function checkSize(whole: Offer, size: Size): void {
  const { sizes: offer } = whole
  const [value, nearest] = [writeSize(size), nearestSize(whole, size)]
  if (nearest === value) return
  if (offer.kind === 'set') throw notInSet('size', value, offer.values, nearest)
  const rule =
    `The size must be WIDTHxHEIGHT, both even, from ${offer.min} to ${offer.max}, ` +
    `and at most ${offer.maxPixels} pixels in all. The nearest is '${nearest}'.`
  throw invalid('size', value, rule)
}

/** OpenAI's rule, in its words (videos-api.md 5). */
export function checkReferenceSizes({ width, height, references }: Order): void {
  if (references.every((photo) => photo.width === width && photo.height === height)) return
  throw new Fault('invalid_reference', 'Inpaint image must match the requested width and height', {
    param: 'input_reference',
  })
}

/** How unlike two sizes are: a side twice as long is as far as one half as long. */
function distance(size: Size, other: string): number {
  const { width, height } = readSize(other) ?? { width: 1, height: 1 }
  return Math.abs(Math.log(size.width / width)) + Math.abs(Math.log(size.height / height))
}

function fit(offer: Extract<SizesOffer, { kind: 'range' }>, size: Size): Size {
  const side = (px: number) => {
    const inside = Math.max(offer.min, Math.min(offer.max, px))
    const down = Math.floor(inside / 2) * 2
    return down < offer.min ? down + 2 : down
  }
  // Both sides by one measure, so that a frame too large keeps its shape.
  const pixels = Math.sqrt(offer.maxPixels / (size.width * size.height))
  const shrink = Math.min(1, offer.max / size.width, offer.max / size.height, pixels)
  const [width, height] = [side(size.width * shrink), side(size.height * shrink)]
  // A side that could not shrink below its minimum leaves the other to give way.
  if (width * height <= offer.maxPixels) return { width, height }
  return width > height
    ? { width: side(offer.maxPixels / height), height }
    : { width, height: side(offer.maxPixels / width) }
}

function closest<T>(values: readonly T[], far: (value: T) => number): T | undefined {
  return values.toSorted((a, b) => far(a) - far(b))[0]
}
