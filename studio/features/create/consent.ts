import { en } from '../../messages/en.ts'
import { isolate } from '../../words/isolate.ts'
import type { Slots } from './slots.ts'

/** The sentence to tick; null when nobody shown needs to agree. */
export function consentWords(slots: Slots, names: readonly [string, string]): string | null {
  const asked = ([0, 1] as const).filter((person) => slots[person].photo !== null && !slots[person].photo?.sample)
  const [first, second] = asked.map((person) => isolate(names[person]))
  if (first === undefined) return null
  return second === undefined ? en.consent.one(first) : en.consent.both(first, second)
}

export function showsSamples(slots: Slots): boolean {
  return slots.some((slot) => slot.photo?.sample === true)
}
