import { z } from 'zod'
import { DIALECTS } from './engines/videos-api/dialects.ts'
import type { DialectName } from './engines/videos-api/dialects.ts'
import { readSize } from './spec/size.ts'

const names = Object.keys(DIALECTS) as [DialectName, ...DialectName[]]
const text = (what: string) =>
  z.string(`must be ${what}`).min(1, `must be ${what}`).max(300, 'is longer than 300 characters')
const whole = (min: number, max: number) => {
  const error = `must be a whole number from ${min} to ${max}`
  return z.int(error).min(min, error).max(max, error)
}
const Size = z
  .string('must be like 720x1280')
  .refine((value) => isEvenSize(value), 'must be like 720x1280, both sides even')
const Price = z
  .number('must be US dollars, like 0.10')
  .min(0, 'must not be below 0')
  .max(1000, 'is above 1000 dollars a second')
const Day = z.iso.date('must be a day like 2027-01-31')

const Model = z.strictObject({
  model: text('the name of the model there'),
  title: text('a title for people').optional(),
  about: text('one sentence').endsWith('.', 'must be one sentence, with a full stop').optional(),
  seconds: z.union(
    [
      z.array(whole(1, 600)).min(1),
      z.strictObject({ min: whole(1, 600), max: whole(1, 600), suggested: z.array(whole(1, 600)).min(1) }),
    ],
    'must be a list like [4, 8] or {"min": 3, "max": 15, "suggested": [5, 10]}',
  ),
  sizes: z.array(Size, 'must be a list like ["720x1280"]').min(1, 'must name at least one size'),
  qualities: z
    .array(z.enum(['standard', 'high'], 'must be standard or high'))
    .min(1, 'must name one')
    .default(['standard']),
  references: z
    .strictObject({ max: whole(0, 8), faces: z.boolean('must be true or false') })
    .default({ max: 0, faces: false }),
  audio: z.boolean('must be true or false').default(true),
  usd_per_second: z.union([Price, z.strictObject({ standard: Price, high: Price })], 'must be US dollars, like 0.10'),
  price_source: z
    .string('must say where the price comes from and when it was read')
    .regex(/, \d{4}-\d{2}-\d{2}$/, 'must end with the day it was read, like "provider\'s price list, 2026-11-23"'),
  generative: z.boolean('must be true or false').default(true),
  retires_on: Day.nullable().default(null),
})

/** One engine as it stands in the file that KINORA_ENGINES names. */
export const Entry = z
  .strictObject({
    name: z
      .string('must be a short name')
      .regex(/^[a-z][a-z0-9-]{0,39}$/, 'must be lower-case letters, digits and dashes'),
    kind: z.literal('videos-api', 'must be "videos-api"'),
    url: z.string('must be a URL').refine((value) => isGoodUrl(value), {
      error:
        'must be like https://video.example.com/v1, without a user name or query; plain http only within your own network',
    }),
    key: text('the key').optional(),
    key_from: z
      .string('must be the name of an environment variable')
      .regex(/^\w{1,100}$/, 'must be the name of an environment variable')
      .optional(),
    dialect: z.enum(names, `must be one of: ${names.join(', ')}`),
    class: z.enum(['idempotent', 'findable', 'opaque'], 'must be idempotent, findable or opaque').optional(),
    reference_field: text('the field that carries our reference').optional(),
    slots: whole(1, 100).default(2),
    ask_again_ms: whole(100, 600_000).optional(),
    free_failures: z.boolean('must be true or false').default(false),
    photos_kept: text('how long photos are kept there').nullable().default(null),
    charged_on_refusal: z.boolean('must be true or false').nullable().default(null),
    models: z.array(Model, 'must be a list of models').min(1, 'must name at least one model'),
  })
  .refine((entry) => entry.key === undefined || entry.key_from === undefined, {
    error: 'only one of key and key_from can be set',
    path: ['key_from'],
  })
  .refine((entry) => entry.class !== 'findable' || entry.reference_field !== undefined, {
    error: 'must be set for class findable',
    path: ['reference_field'],
  })

export type Entry = z.infer<typeof Entry>

function isEvenSize(value: string): boolean {
  const size = readSize(value)
  return size !== undefined && size.width % 2 === 0 && size.height % 2 === 0
}

/** Names and addresses of one's own network (RFC 1918, 6761, 6762, 8375): there, no stranger reads along. */
const OWN_NETWORK =
  /^(?:localhost|127\.|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|\[::1\]|\[f[cd])|^[^.:[\]]+$|\.(?:local|lan|internal|home\.arpa)$/

function isGoodUrl(value: string): boolean {
  if (!URL.canParse(value)) return false
  const { protocol, username, password, search, hash, hostname } = new URL(value)
  if (username !== '' || password !== '' || search !== '' || hash !== '') return false
  return protocol === 'https:' || (protocol === 'http:' && OWN_NETWORK.test(hostname))
}
