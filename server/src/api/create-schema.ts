import { z } from 'zod'
import { LIMITS } from '../spec/limits.ts'
import { PRIORITIES } from '../spec/order.ts'
import { readSize } from '../spec/size.ts'
import { requestConsentSchema } from './consent-schema.ts'
import { told } from './told.ts'

/** A value as it is named in a refusal: not all of it. */
export const show = (value: unknown): string => {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value))
  return text.length > 80 ? `${text.slice(0, 80)}…` : text
}

/** OpenAI's words for a bad value (videos-api.md section 5), with what is accepted. */
const invalid = (value: unknown, accepted: string): string => `Invalid value: '${show(value)}'. ${accepted}`

/** The closest whole number in range, where a number came at all. */
function nearest(value: unknown, min: number, max: number): string {
  const number = typeof value === 'string' && /^-?\d{1,20}(\.\d{1,20})?$/.test(value) ? Number(value) : value
  if (typeof number !== 'number' || !Number.isFinite(number)) return ''
  return ` The nearest is '${Math.max(min, Math.min(max, Math.round(number)))}'.`
}

const NUL = String.fromCharCode(0)

const prompt = z
  .string({ error: 'The prompt must be text.' })
  .meta(told.prompt)
  .superRefine((text, context) => {
    const refuse = (message: string): void => context.addIssue({ code: 'custom', message })
    if (text.trim() === '') refuse('The prompt must not be blank.')
    else if (!text.isWellFormed() || text.includes(NUL)) refuse('The prompt holds characters that are not valid text.')
    // Code points, as OpenAI's JSON schema counts them; an emoji is one.
    else if (text.length > LIMITS.promptCharacters && Array.from(text).length > LIMITS.promptCharacters)
      refuse(`The prompt has more than ${LIMITS.promptCharacters} characters.`)
  })

/** `"8"`, `8`, `8.0` and `"8.0"` are all eight seconds; `"8s"` and `8.5` are not. */
const seconds = z
  .unknown()
  .meta(told.seconds)
  .transform((value, context) => {
    const text = typeof value === 'number' || typeof value === 'string' ? String(value).trim() : ''
    const match = /^(\d{1,6})(?:\.0+)?$/.exec(text)
    if (match && Number(match[1]) > 0) return Number(match[1])
    context.addIssue({
      code: 'custom',
      message: invalid(value, `Use a whole number of seconds, 1 or more.${nearest(text, 1, 999_999)}`),
    })
    return z.NEVER
  })

const size = z
  .unknown()
  .meta(told.size)
  .transform((value, context) => {
    const read = typeof value === 'string' ? readSize(value.trim()) : undefined
    if (read) return read
    context.addIssue({ code: 'custom', message: invalid(value, "Use WIDTHxHEIGHT in pixels, for example '720x1280'.") })
    return z.NEVER
  })

const QUALITIES = { standard: 'standard', high: 'high', hd: 'high' } as const

const quality = z
  .unknown()
  .meta(told.quality)
  .transform((value, context) => {
    if (typeof value === 'string' && Object.hasOwn(QUALITIES, value)) return QUALITIES[value as keyof typeof QUALITIES]
    context.addIssue({ code: 'custom', message: invalid(value, "Supported values are: 'standard' and 'high'.") })
    return z.NEVER
  })

const seed = z
  .unknown()
  .meta(told.seed)
  .transform((value, context) => {
    const number = typeof value === 'string' && /^\d{1,10}$/.test(value) ? Number(value) : value
    if (typeof number === 'number' && Number.isInteger(number) && number >= 0 && number < 2 ** 32) return number
    context.addIssue({
      code: 'custom',
      message: invalid(value, `Use a whole number from 0 to 4294967295.${nearest(value, 0, 2 ** 32 - 1)}`),
    })
    return z.NEVER
  })

const priority = z
  .unknown()
  .meta(told.priority)
  .transform((value, context) => {
    const known = PRIORITIES.find((name) => name === value)
    if (known) return known
    context.addIssue({ code: 'custom', message: invalid(value, "Supported values are: 'low', 'normal' and 'high'.") })
    return z.NEVER
  })

const one = z
  .unknown()
  .meta(told.n)
  .refine((value) => value === 1 || value === '1', {
    error: (issue) => invalid(issue.input, 'One request makes one video; send several requests for several.'),
  })

const CHARACTERS = 'characters must be a list of objects, each with the id of a character.'
const characters = z
  .array(z.looseObject({ id: z.string({ error: CHARACTERS }).min(1, CHARACTERS) }, { error: CHARACTERS }), {
    error: CHARACTERS,
  })
  .max(2, 'At most 2 characters can be sent.')
  .transform((list) => list.map(({ id }) => id))

const PEOPLE = 'people must be a list of at most 8 ids of saved people.'
const people = z
  .array(z.string({ error: PEOPLE }).min(1, PEOPLE), { error: PEOPLE })
  .max(8, PEOPLE)
  .meta(told.people)

const model = z
  .string({ error: 'The model must be text.' })
  .min(1, 'The model must not be empty.')
  .max(200, 'The model name is longer than 200 characters.')

/**
 * The fields of a create, after both encodings were folded into one object. A field that is `null` counts as absent,
 * as in the JSON form of older SDKs. Unknown fields pass (videos-api.md case 65).
 */
export const createSchema = z.looseObject({
  prompt,
  model: model.optional(),
  seconds: seconds.optional(),
  /** What new-api and xAI clients send for `seconds`. */
  duration: seconds.optional(),
  size: size.optional(),
  quality: quality.optional(),
  seed: seed.optional(),
  n: one.optional(),
  priority: priority.optional(),
  input_reference: z.unknown().meta(told.input_reference).optional(),
  characters: characters.optional(),
  people: people.optional(),
  consent: requestConsentSchema.optional(),
})
export type CreateFields = z.infer<typeof createSchema>
