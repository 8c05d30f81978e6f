import { Fault } from '../../spec/fault.ts'
import type { KeptPerson } from '../../spec/people-store.ts'

/** One name may be typed in many ways that read alike: é as one character or two, `Ben Lee` or `@benlee`. */
export function nameKey(name: string): string {
  return lower(name).replace(/\s+/gu, '')
}

const lower = (text: string): string => text.normalize('NFC').toLowerCase()

/** @throws Fault `invalid_value` for a name that could not be told from a place in the list of photos. */
export function checkName(name: string): void {
  const problem = nameKey(name) === '' ? 'is blank' : nameKey(name).startsWith('@') ? "begins with '@'" : undefined
  if (problem !== undefined) throw bad(`The name ${problem}.`)
  if (/^person\d+$/u.test(nameKey(name)))
    throw bad(`The name '${name}' is not free: '@${nameKey(name)}' in a prompt means a photo by its place.`)
}

export const nameTaken = (name: string): Fault => bad(`There is already a person with the name '${name}'.`)

const bad = (message: string): Fault => new Fault('invalid_value', message, { param: 'name' })

const WORD = /[\p{L}\p{M}\p{N}_]/u

/** Who is called by `@name`, and where first. The longest name wins: `@Ann Lee` is not Ann. */
export function mentions(
  prompt: string,
  people: readonly Pick<KeptPerson, 'id' | 'name'>[],
): ReadonlyMap<string, number> {
  const text = lower(prompt)
  const spellings = new Map<string, string>()
  for (const { id, name } of people) for (const spelling of [lower(name), nameKey(name)]) spellings.set(spelling, id)
  const lengths = [...new Set([...spellings.keys()].map(({ length }) => length))].toSorted((a, b) => b - a)
  const found = new Map<string, number>()
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    if (at > 0 && WORD.test(text.charAt(at - 1))) continue // an address: ann@example.com
    for (const length of lengths) {
      const end = at + 1 + length
      const id = WORD.test(text.charAt(end)) ? undefined : spellings.get(text.slice(at + 1, end))
      if (id === undefined) continue
      if (!found.has(id)) found.set(id, at)
      break
    }
  }
  return found
}

/** Where the prompt first names someone, with or without `@`; Infinity: it does not. */
export function firstNamed(prompt: string, name: string, mention: number | undefined): number {
  const plain = lower(prompt).indexOf(lower(name))
  return Math.min(mention ?? Infinity, plain < 0 ? Infinity : plain)
}

/** `@person3` is the third photo. @throws Fault `invalid_value` when fewer came. */
export function checkPlaces(prompt: string, photos: number): void {
  for (const [called, digits] of prompt.matchAll(/(?<![\p{L}\p{N}_])@person(\d{1,9})(?![\p{L}\p{M}\p{N}_])/giu)) {
    const place = Number(digits)
    if (place >= 1 && place <= photos) continue
    const came = photos === 0 ? 'no photo came' : photos === 1 ? 'one photo came' : `${photos} photos came`
    throw new Fault('invalid_value', `The prompt calls for '${called}', but ${came}.`, { param: 'prompt' })
  }
}
