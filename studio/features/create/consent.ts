import { en } from '../../messages/en.ts'
import { isolate } from '../../words/isolate.ts'
import type { OfferCard } from '../../client/models.ts'
import { hasAgreed } from './saved-order.ts'
import type { Slots } from './slots.ts'

/** The sentence to tick, which says where photos go; null when nobody shown needs to agree. */
export function consentWords(
  slots: Slots,
  names: readonly [string, string],
  host: string | null = null,
  engine = '',
): string | null {
  const asked = ([0, 1] as const).filter((person) => {
    const { photo } = slots[person]
    return photo !== null && !photo.sample && !hasAgreed(photo, engine, host)
  })
  const [first, second] = asked.map((person) => isolate(names[person]))
  if (first === undefined) return null
  if (host !== null)
    return second === undefined ? en.consent.oneSent(first, host) : en.consent.bothSent(first, second, host)
  return second === undefined ? en.consent.one(first) : en.consent.both(first, second)
}

export function showsSamples(slots: Slots): boolean {
  return slots.some((slot) => slot.photo?.sample === true)
}

/** What the engine does with photos, told before any is sent; null where it takes none. */
export function photoWords({ references, people }: Pick<OfferCard, 'references' | 'people'>): string | null {
  if (references.max === 0) return null
  const { photos_go_to: host, kept_there: kept, charged_on_refusal: charged, faces } = people
  if (host === null) return en.people.stay
  const parts = [kept === null ? en.people.sent(host) : en.people.sentAndKept(host, kept)]
  if (!faces) parts.push(en.people.noFaces)
  if (charged === true) parts.push(en.people.refusalCosts)
  return parts.join(' ')
}
