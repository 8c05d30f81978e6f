import { z } from 'zod'
import type { ErrorEnvelope } from '../../spec/fault.ts'
import { JOB_FAULT_CODES, type Video } from '../../spec/video.ts'

const micros = z.int().min(0)

/** The video object. The document is made from it, and tests hold real answers against it. */
export const videoSchema = z
  .object({
    id: z.string().regex(/^video_[0-9a-f]{48}$/),
    object: z.literal('video'),
    model: z.string().describe('As it was asked for: an alias stays the alias.'),
    status: z.enum(['queued', 'in_progress', 'completed', 'failed']),
    progress: z.int().min(0).max(100).describe('Never falls; 100 only when completed.'),
    created_at: z.int().describe('Unix seconds.'),
    completed_at: z.int().nullable(),
    expires_at: z.int().nullable().describe('Null: kept until deleted.'),
    prompt: z.string(),
    size: z.string().regex(/^\d+x\d+$/),
    seconds: z.string().regex(/^\d+$/),
    remixed_from_video_id: z.string().nullable(),
    retry_of: z.string().nullable(),
    error: z.object({ code: z.enum(JOB_FAULT_CODES), message: z.string() }).nullable(),
    quality: z.enum(['standard', 'high']),
    seed: z.int().min(0).max(4_294_967_295),
    reference_count: z.int().min(0).describe('Photos it was made from: `/v1/videos/{id}/references/1` and up.'),
    engine: z.string(),
    cost: z
      .object({ estimate_usd_micros: micros, final_usd_micros: micros.nullable() })
      .describe('Micro-USD, whole numbers. `final_usd_micros` is null until it is known.'),
    charge: z.enum(['none', 'held', 'charged', 'unknown']).describe('Whether money was spent.'),
    retryable: z.boolean(),
    warnings: z.array(z.string()).readonly(),
  })
  .meta({ id: 'Video' })

export const errorSchema = z
  .object({
    error: z.object({
      message: z.string(),
      type: z.string(),
      param: z.string().nullable(),
      code: z.string().nullable(),
    }),
  })
  .meta({ id: 'Error' })

/** A cursor page of anything, with all five keys: SDKs page by `has_more` and `last_id`. */
export const pageOf = (item: z.ZodType) =>
  z.object({
    object: z.literal('list'),
    data: z.array(item),
    first_id: z.string().nullable(),
    last_id: z.string().nullable(),
    has_more: z.boolean(),
  })

export const pageQuery = z.object({
  limit: z.int().min(0).max(100).default(20).optional(),
  order: z.enum(['asc', 'desc']).default('desc').optional(),
  after: z.string().optional().describe('The id of the last item seen.'),
})

export const filterQuery = z.object({
  q: z.string().max(200).optional().describe('Words that all stand in the prompt, at most 10.'),
  status: z
    .string()
    .optional()
    .describe('`queued`, `in_progress`, `completed` or `failed`, or several with commas between.'),
  engine: z.string().optional().describe('An engine by name.'),
})

export const countsSchema = z.object({
  object: z.literal('video.counts'),
  total: z.int(),
  queued: z.int(),
  in_progress: z.int(),
  completed: z.int(),
  failed: z.int(),
  engines: z.array(z.object({ engine: z.string(), videos: z.int() })),
})

const span = z.looseObject({ kind: z.enum(['set', 'range']) })

const peopleRulesSchema = z
  .object({
    faces: z.boolean().describe('Whether photos of people are taken at all.'),
    photos_go_to: z
      .string()
      .nullable()
      .describe('The host that photos are sent to; such a create needs `consent`. Null: they stay on this machine.'),
    kept_there: z.string().nullable().describe('How long that host keeps them; null where it does not say.'),
    own_consent: z.boolean(),
    charged_on_refusal: z.boolean().nullable(),
  })
  .describe('What happens to photos of people.')

export const modelSchema = z
  .object({
    id: z.string(),
    object: z.literal('model'),
    created: z.int(),
    owned_by: z.string(),
    kinora: z.looseObject({
      engine: z.string(),
      alias_of: z.string().nullable(),
      title: z.string(),
      about: z.string(),
      seconds: span,
      sizes: span,
      qualities: z.array(z.string()),
      references: z.looseObject({ max: z.int() }),
      people: peopleRulesSchema,
      audio: z.boolean(),
      usd_micros_per_second: z.object({ standard: micros, high: micros }),
      price_source: z.string(),
      generative: z.boolean().describe('Whether an AI model makes the picture.'),
      retires_on: z.string().nullable(),
    }),
  })
  .meta({ id: 'Model' })

export const deletedSchema = (object: string) =>
  z.object({ id: z.string(), object: z.literal(object), deleted: z.literal(true) })

export const provenanceSchema = z
  .object({
    object: z.literal('video.provenance'),
    video_id: z.string(),
    bytes: z.int(),
    sha256: z.string().describe('Of the whole file, hex.'),
    mark: z
      .object({
        type: z.string().describe('The IPTC digital source type, like `composite` or `trainedAlgorithmicMedia`.'),
        tool: z.string(),
        title: z.string(),
      })
      .nullable(),
  })
  .meta({ id: 'Provenance' })

const healthSchema = z.object({ ready: z.boolean(), reason: z.string().optional() })

export const readinessSchema = z.object({
  ready: z.boolean(),
  store: healthSchema,
  engines: z.record(z.string(), healthSchema),
  studio: healthSchema,
})

// The schemas and the words of spec/ must say the same: these two lines do not compile otherwise.
type Extends<A extends B, B> = A
export type VideoIsSchema = Extends<Video, z.input<typeof videoSchema>>
export type ErrorIsSchema = Extends<ErrorEnvelope, z.input<typeof errorSchema>>
