import type { Mood, Setting, Time, Weather } from './plan.ts'

/** Regular-expression source for the words that mean a value. Words for people stay out: astronauts can go to the beach. */
type Lexicon<T extends string> = readonly (readonly [T, string])[]

const SETTINGS: Lexicon<Setting> = [
  [
    'beach',
    'beach(?:es)?|sea(?:side|shore|front)?|ocean|shore(?:line)?|coast(?:line|al)?|islands?|lagoon|surf|palm trees?',
  ],
  [
    'beach',
    'boardwalk|tropical|(?:the|ocean|crashing|rolling) waves|sand(?:y)?|pier|maldives|hawaii|caribbean|пляж\\p{L}*|море',
  ],
  ['street', 'caf[eé]s?|coffee shop|street(?:s|light|lights|lamps?)?|alley(?:way)?|sidewalk|bistro|restaurant|market'],
  ['street', 'bookshop|cobblestones?|cobbled|bus stop|old town|paris|rome|lisbon|улиц\\p{L}*|кафе'],
  ['city', 'city|cities|cityscape|skyline|downtown|rooftops?|urban|skyscrapers?|neon|metropolis|town|bridge|avenue'],
  [
    'city',
    'tokyo|new york|manhattan|london|berlin|shanghai|hong kong|dubai|chicago|times square|город\\p{L}*|ciudad|ville',
  ],
  ['lake', 'lakes?|lakeside|pond|river(?:side|bank)?|jetty|dock|canoe|rowing boat|fjord|озер\\p{L}*'],
  [
    'mountains',
    'mountains?|mountain ?tops?|hills?|hillside|alps|alpine|peaks?|valleys?|hik(?:e|ing)|cliffs?|summit|ridge|volcano|горы',
  ],
  [
    'forest',
    'forests?|woods|woodland|trees?|jungle|rainforest|parks?|gardens?|meadows?|fields?|picnic|orchard|grove|autumn',
  ],
  ['forest', 'лес\\p{L}*|bosque|vineyard|countryside|farm|wildflowers?|cherry blossoms?|camp(?:ing|fire|site)'],
  [
    'space',
    'space|galaxy|galaxies|planets?|cosmos|cosmic|mars|orbit(?:ing)?|spaceships?|moon base|nebula|universe|milky way',
  ],
  ['space', 'космос\\p{L}*|zero gravity|outer space|the moon'],
  [
    'snow',
    'snow(?:y|fall|field|scape)?|winter|ski(?:ing)?|ski slopes?|ice|christmas|frozen|arctic|antarctica|igloo|blizzard|northern lights|aurora',
  ],
  ['desert', 'deserts?|dunes?|sahara|canyons?|camels?|oasis|mesa|savannah?|wild west'],
  [
    'stage',
    'stage|concert|part(?:y|ies)|(?:night)?club|dance ?floor|disco|festival|birthday|karaoke|theat(?:er|re)|celebrat\\p{L}*|rave|podium',
  ],
  [
    'ballroom',
    'ballroom|palace|castle|wedding|waltz|gala|chandeliers?|grand hall|cathedral|church|museum|opera|mansion|banquet|first dance',
  ],
  ['bokeh', 'studio|portrait|abstract|bokeh|blurred background'],
]

const TIMES: Lexicon<Time> = [
  [
    'night',
    'nights?|nighttime|midnight|moonlit|moonlight|(?:the )?stars|starry|starlit|neon|dark|candle ?lit|candlelight|northern lights|aurora|noche|nuit|ноч\\p{L}*',
  ],
  ['dusk', 'dusk|twilight|blue hour|nightfall|gloaming'],
  ['sunset', 'sunsets?|golden hour|golden light|evening|late sun|setting sun|sundown|golden|atardecer|закат\\p{L}*'],
  ['dawn', 'dawn|sunrise|daybreak|mornings?|misty|first light|foggy'],
  ['day', 'day(?:time|light)?|noon|midday|sunny|sunshine|sunlit|summer|afternoon|bright'],
]

const WEATHERS: Lexicon<Weather> = [
  ['snow', 'snow(?:y|ing|fall|flakes?|storm)?|winter|christmas|blizzard'],
  ['rain', 'rain(?:y|ing|fall|drops?|storm)?|storm(?:y)?|umbrellas?|drizzl\\p{L}*|downpour|thunder\\p{L}*|дожд\\p{L}*'],
  ['petals', 'petals?|blossoms?|spring(?:time)?|cherry|wedding|sakura'],
  ['leaves', 'autumn|(?:in|the) fall|(?:falling|autumn|golden|swirling|red) leaves|october|november'],
  ['confetti', 'confetti|part(?:y|ies)|birthday|celebrat\\p{L}*|carnival|new year'],
  ['fireflies', 'firefl\\p{L}*|magic(?:al)?|dream(?:y|like)?|fairy|lanterns?|enchanted|sparks?|embers?|campfire'],
]

const MOODS: Lexicon<Mood> = [
  [
    'epic',
    'epic|hero\\p{L}*|adventur\\p{L}*|astronauts?|rockets?|explor\\p{L}*|dramatic|battle|storm(?:y)?|journey|summit',
  ],
  [
    'romantic',
    'love(?:s|rs?)?|romantic|romance|kiss\\p{L}*|hug(?:s|ging)?|wedding|couple|holding hands|waltz|embrac\\p{L}*|anniversary|honeymoon|first dance',
  ],
  [
    'happy',
    'happy|happily|fun|laugh\\p{L}*|danc\\p{L}*|part(?:y|ies)|birthday|smil\\p{L}*|celebrat\\p{L}*|joy\\p{L}*|jump\\p{L}*|play(?:s|ing|ful)?|cheer\\p{L}*',
  ],
  [
    'calm',
    'calm|quiet(?:ly)?|peaceful|slow(?:ly)?|gent(?:le|ly)|soft(?:ly)?|serene|rest\\p{L}*|breath\\p{L}*|still|tea|reading',
  ],
]

// "no rain or snow", "without any wind", "not at the beach": a negator reaches over two words at most, and not over a comma.
const NEGATED =
  /(?:^|[^\p{L}])(?:no(?!\s+(?:one|longer|matter|more)\s)|not(?!\s+only\s)|without|never|nor|isn['’]t|aren['’]t)\s+(?:[\p{L}'’-]+\s+){0,2}$/iu
// "open space", "space between them", "ice cream", "forest ranger": the word is there, the place is not.
const NOT_A_PLACE =
  /(?:open|living|personal|quiet|public|safe|empty|their own|parking|city of|rain ?)\s+space$|space\s+(?:between|for|to|suits?|helmets?)$|ice[\s-]+cream\p{L}*$|(?:ranger|towels?|suits?|jackets?|coats?|boots?|hats?|clothes|uniforms?|shoes)$/iu

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
    setting: firstMeant(SETTINGS, text),
    time: firstMeant(TIMES, text),
    weather: firstMeant(WEATHERS, text),
    mood: firstMeant(MOODS, text),
  }
}
