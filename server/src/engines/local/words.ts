import { MOODS, OCCASIONS, PLACES, TIMES, WEATHERS, type Lexicon } from './lexicon.ts'
import type { Mood, Setting, Time, Weather } from './plan.ts'

// "no rain or snow", "without any wind", "not at the beach": a negator reaches over two words at most, and not over a comma.
const NEGATED =
  /(?:^|[^\p{L}])(?:no(?!\s+(?:one|longer|matter|more)\s)|not(?!\s+only\s)|without|never|nor|isn['’]t|aren['’]t)\s+(?:[\p{L}'’-]+\s+){0,2}$/iu
// "open space", "space between them", "ice cream", "forest ranger": the word is there, the place is not.
const NOT_A_PLACE =
  /(?:open|living|personal|quiet|public|safe|empty|their own|parking)\s+space$|space\s+(?:between|for|to|suits?|helmets?)$|ice[\s-]+cream\p{L}*$|(?:sea|ocean|mountain) of$|(?:movie|film|pop|rock) stars$|(?:ranger|towels?|suits?|jackets?|coats?|boots?|hats?|clothes|uniforms?|shoes)$/iu

/** The value whose word comes first in the prompt and is not negated. */
function firstMeant<T extends string>(lexicon: Lexicon<T>, prompt: string): T | undefined {
  let best: { readonly value: T; readonly at: number } | undefined
  for (const [value, words] of lexicon) {
    const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(?:${words})(?![\\p{L}\\p{N}])`, 'giu')
    for (const match of prompt.matchAll(pattern)) {
      if (best && match.index >= best.at) break
      if (!isMeant(prompt, match.index, match[0].length)) continue
      best = { value, at: match.index }
      break
    }
  }
  return best?.value
}

function isMeant(prompt: string, at: number, length: number): boolean {
  if (NEGATED.test(prompt.slice(Math.max(0, at - 60), at))) return false
  const before = /[\p{L}'’-]+\s+$/u.exec(prompt.slice(Math.max(0, at - 30), at))?.[0] ?? ''
  const after = /^[\s-]+[\p{L}'’-]+/u.exec(prompt.slice(at + length, at + length + 30))?.[0] ?? ''
  const word = prompt.slice(at, at + length)
  return !NOT_A_PLACE.test(before + word) && !NOT_A_PLACE.test(word + after)
}

export interface Meaning {
  readonly setting: Setting | undefined
  readonly time: Time | undefined
  readonly weather: Weather | undefined
  readonly mood: Mood | undefined
}

/** What the prompt's words ask for. A name (`@forest`) is a person, never a place. */
export function readMeaning(prompt: string): Meaning {
  const text = prompt.replaceAll(/@[\p{L}\p{N}_-]+/gu, 'someone').replaceAll(/\s+/g, ' ')
  return {
    setting: firstMeant(PLACES, text) ?? firstMeant(OCCASIONS, text),
    time: firstMeant(TIMES, text),
    weather: firstMeant(WEATHERS, text),
    mood: firstMeant(MOODS, text),
  }
}
