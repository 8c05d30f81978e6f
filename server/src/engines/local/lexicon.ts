import type { Mood, Setting, Time, Weather } from './plan.ts'

/** Regular-expression source for the words that mean a value. Words for people stay out: astronauts can go to the beach. */
export type Lexicon<T extends string> = readonly (readonly [T, string])[]

/** Words that are places. The first of them in the prompt wins. */
export const PLACES: Lexicon<Setting> = [
  [
    'beach',
    'beach(?:es)?|sea(?:side|shore|front)?|ocean|shore(?:line)?|coast(?:line|al)?|islands?|lagoon|boardwalk|pier',
  ],
  ['beach', 'harbou?r|marina|maldives|hawaii|caribbean|playa|plage|пляж\\p{L}*|море'],
  ['street', 'caf[eé]s?|coffee shop|street(?:s|light|lights|lamps?)?|alley(?:way)?|sidewalk|bistro|restaurant|market'],
  ['street', 'bookshop|cobblestones?|cobbled|bus stop|old town|paris|rome|lisbon|улиц\\p{L}*|кафе'],
  ['city', 'city|cities|cityscape|skyline|downtown|rooftops?|urban|skyscrapers?|metropolis|town|bridge|avenue'],
  ['city', 'tokyo|new york|manhattan|london|berlin|shanghai|hong kong|dubai|chicago|times square'],
  ['city', 'город\\p{L}*|ciudad|ville'],
  ['lake', 'lakes?|lakeside|pond|river(?:side|bank)?|jetty|dock|fjord|озер\\p{L}*|lago'],
  ['mountains', 'mountains?|mountain ?tops?|hills?|hillside|alps|alpine|peaks?|valleys?|cliffs?|summit|ridge|volcano'],
  ['mountains', 'горы|montañas?|montagnes?|berge'],
  ['forest', 'forests?|woods|woodland|jungle|rainforest|parks?|gardens?|meadows?|fields?|orchard|grove|playground'],
  ['forest', 'vineyard|countryside|farm|camp(?:fire|site)|лес\\p{L}*|bosque|forêt|wald'],
  ['space', 'space|galaxy|galaxies|planets?|cosmos|cosmic|mars|orbit(?:ing)?|spaceships?|moon base|nebula|universe'],
  ['space', 'milky way|zero gravity|outer space|космос\\p{L}*'],
  ['snow', 'ski slopes?|ice rink|arctic|antarctica|igloo|snowfields?|snowscape|glacier'],
  ['desert', 'deserts?|dunes?|sahara|canyons?|oasis|mesa|savannah?|wild west|desierto|пустын\\p{L}*'],
  ['stage', 'stage|concert|(?:night)?club|dance ?floor|disco|festival|karaoke|theat(?:er|re)|podium|stadium'],
  ['ballroom', 'ballroom|palace|castle|chandeliers?|grand hall|cathedral|church|museum|opera|mansion|banquet'],
  ['bokeh', 'studio|portrait|abstract|bokeh|blurred background'],
]

/** Words that only suggest a place, for prompts that name none: a wedding may be on a beach, and snow fall on a city. */
export const OCCASIONS: Lexicon<Setting> = [
  [
    'snow',
    'snow(?:y|ing|fall|flakes?|storm)?|winter|ski(?:ing)?|ice|christmas|frozen|blizzard|nieve|neige|schnee|снег\\p{L}*',
  ],
  ['snow', 'northern lights|aurora'],
  [
    'beach',
    'surf(?:ing)?|palm trees?|boats?|sail(?:ing|boats?)?|yacht|tropical|sand|(?:the|ocean|crashing|rolling) waves',
  ],
  ['lake', 'canoe(?:ing)?|rowing boat|fishing'],
  ['mountains', 'hik(?:e|ing|ers?)|climb(?:ing)?'],
  ['forest', 'trees?|picnic|autumn|wildflowers?|cherry blossoms?|camping'],
  ['desert', 'camels?'],
  ['space', 'the moon|rockets?'],
  ['city', 'neon'],
  ['ballroom', 'wedding|waltz|gala|first dance'],
  ['stage', 'part(?:y|ies)|birthday|celebrat\\p{L}*|rave|fiesta'],
]

export const TIMES: Lexicon<Time> = [
  [
    'night',
    'nights?|nighttime|midnight|moonlit|moonlight|(?:the )?stars|starry|starlit|neon|after dark|in the dark|dark (?:sky|streets?|alley|forest|night)|candle ?lit|candlelight|northern lights|aurora|noche|nuit|ноч\\p{L}*',
  ],
  ['dusk', 'dusk|twilight|blue hour|nightfall|gloaming'],
  [
    'sunset',
    'sunsets?|golden hour|golden light|evening|late sun|setting sun|sundown|golden sun|atardecer|закат\\p{L}*',
  ],
  ['dawn', 'dawn|sunrise|daybreak|mornings?|misty|first light|foggy'],
  ['day', 'day(?:time|light)?|noon|midday|sunny|sunshine|sunlit|summer|afternoon'],
]

export const WEATHERS: Lexicon<Weather> = [
  ['snow', 'snow(?:y|ing|fall|flakes?|storm)?|winter|christmas|blizzard'],
  ['rain', 'rain(?:y|ing|fall|drops?|storm)?|storm(?:y)?|umbrellas?|drizzl\\p{L}*|downpour|thunder\\p{L}*|дожд\\p{L}*'],
  ['petals', 'petals?|blossoms?|spring(?:time)?|cherry|wedding|sakura'],
  ['leaves', 'autumn|(?:in|the) fall|(?:falling|autumn|golden|swirling|red) leaves|october|november'],
  ['confetti', 'confetti|part(?:y|ies)|birthday|celebrat\\p{L}*|carnival|new year'],
  ['fireflies', 'firefl\\p{L}*|magic(?:al)?|dream(?:y|like)?|fairy|lanterns?|enchanted|sparks?|embers?|campfire'],
]

export const MOODS: Lexicon<Mood> = [
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
    'calm|quiet(?:ly)?|peaceful|slow(?:ly)?|gent(?:le|ly)|soft(?:ly)?|serene|rest(?:s|ing)?|breath\\p{L}*|still|tea|reading',
  ],
]
