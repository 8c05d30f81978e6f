import { createRandom } from './maths.ts'
import { planShots, type Shot } from './shots.ts'
import { readMeaning } from './words.ts'
import { captionOf, titleOf } from './wording.ts'

export const SETTINGS = [
  'beach',
  'city',
  'mountains',
  'forest',
  'space',
  'snow',
  'desert',
  'stage',
  'ballroom',
  'street',
  'lake',
  'bokeh',
] as const
export const TIMES = ['dawn', 'day', 'sunset', 'dusk', 'night'] as const
export const WEATHERS = ['clear', 'rain', 'snow', 'petals', 'leaves', 'confetti', 'fireflies'] as const
export const MOODS = ['calm', 'romantic', 'happy', 'epic'] as const

export type Setting = (typeof SETTINGS)[number]
export type Time = (typeof TIMES)[number]
/** What is in the air. `clear` still has a few motes in the light. */
export type Weather = (typeof WEATHERS)[number]
export type Mood = (typeof MOODS)[number]

/** Everything a render depends on besides the people's pixels: pure data, so that it can be stored, compared and tested. */
export interface Plan {
  readonly version: 1
  /** Pixels, even. */
  readonly width: number
  readonly height: number
  /** Whole seconds. */
  readonly seconds: number
  /** Frames a second; `frames` is exactly `seconds * fps`. */
  readonly fps: 24
  readonly frames: number
  /** 0 to 2^32 - 1. */
  readonly seed: number
  readonly quality: 'standard' | 'high'
  readonly people: number
  readonly setting: Setting
  readonly time: Time
  readonly weather: Weather
  readonly mood: Mood
  /** Empty when the prompt leaves nothing that our fonts can draw. */
  readonly title: string
  /** Empty when the title says it all. */
  readonly caption: string
  readonly shots: readonly Shot[]
  /** Seconds at which one shot cuts to the next; music may land on them. */
  readonly cuts: readonly number[]
}

export interface PlanInput {
  readonly prompt: string
  readonly width: number
  readonly height: number
  readonly seconds: number
  readonly quality: 'standard' | 'high'
  readonly seed: number
  readonly people: number
}

/** The hours each place looks best at, for a prompt that names none. */
const BEST_TIMES: Record<Setting, readonly [Time, ...Time[]]> = {
  beach: ['sunset', 'sunset', 'day'],
  city: ['dusk', 'night', 'sunset'],
  mountains: ['sunset', 'dawn', 'day'],
  forest: ['day', 'dawn', 'sunset'],
  space: ['night'],
  snow: ['day', 'dusk', 'dawn'],
  desert: ['sunset', 'day', 'dusk'],
  stage: ['night'],
  ballroom: ['sunset'],
  street: ['dusk', 'night'],
  lake: ['dawn', 'sunset', 'dusk'],
  bokeh: ['sunset', 'dusk', 'dawn'],
}

/** Indoors and in orbit no hour is asked for: their light is their own. */
const FIXED_TIMES: Partial<Record<Setting, Time>> = { space: 'night', stage: 'night' }

/** Turns a prompt into a plan. Pure: the same input gives the same plan, on every machine. */
export function planScene(input: PlanInput): Plan {
  const meaning = readMeaning(input.prompt)
  const random = createRandom(input.seed ^ 0x9e37)
  const setting = meaning.setting ?? 'bokeh'
  const best = BEST_TIMES[setting]
  const seeded = best[Math.floor(random() * best.length)] ?? best[0]
  const mood = meaning.mood ?? 'calm'
  const time =
    FIXED_TIMES[setting] ?? meaning.time ?? (mood === 'romantic' && best.includes('sunset') ? 'sunset' : seeded)
  const title = titleOf(input.prompt)
  const shots = planShots(input.seconds, input.people, input.seed)
  return {
    version: 1,
    width: input.width,
    height: input.height,
    seconds: input.seconds,
    fps: 24,
    frames: input.seconds * 24,
    seed: input.seed,
    quality: input.quality,
    people: input.people,
    setting,
    time,
    weather: weatherOf(setting, time, meaning.weather),
    mood,
    title,
    caption: captionOf(input.prompt, title),
    shots,
    cuts: shots.slice(1).map((shot) => shot.start),
  }
}

function weatherOf(setting: Setting, time: Time, asked: Weather | undefined): Weather {
  // A roof keeps rain and snow out.
  const indoors = setting === 'stage' || setting === 'ballroom' || setting === 'space' || setting === 'bokeh'
  if (asked && !(indoors && (asked === 'rain' || asked === 'snow'))) return asked
  if (setting === 'snow') return 'snow'
  if (setting === 'stage') return 'confetti'
  if (setting === 'forest' && (time === 'night' || time === 'dusk')) return 'fireflies'
  return 'clear'
}
