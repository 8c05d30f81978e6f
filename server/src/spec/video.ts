/** The only four words a client ever sees: an unknown one ends every official poll loop early (videos-api.md 1). */
export type WireStatus = 'queued' | 'in_progress' | 'completed' | 'failed'

/** Was the owner's money spent? `unknown`: the engine never said, the money stays held and a person decides. */
export type Charge = 'none' | 'held' | 'charged' | 'unknown'

/** Every code `error.code` of a failed video can carry. */
export const JOB_FAULT_CODES = [
  'moderation_blocked',
  'invalid_reference',
  'engine_unavailable',
  'engine_error',
  'engine_timeout',
  'engine_lost',
  'outcome_unknown',
  'budget_exceeded',
  'cancelled',
  'expired_in_queue',
  'server_error',
] as const
export type JobFaultCode = (typeof JOB_FAULT_CODES)[number]

/** Why a job failed, in words its owner may read: no secrets, no paths. */
export interface JobFault {
  readonly code: JobFaultCode
  readonly message: string
}

/** OpenAI's video object: the 13 fields of its schema, always all present, then Kinora's additions. */
export interface Video {
  /** `video_` and 48 hex digits. */
  readonly id: string
  readonly object: 'video'
  /** As the client asked for it: an alias stays the alias. */
  readonly model: string
  readonly status: WireStatus
  /** Whole number, 0 to 100; 100 only when completed. Never falls. */
  readonly progress: number
  /** Unix seconds. */
  readonly created_at: number
  readonly completed_at: number | null
  /** Null: kept until deleted. */
  readonly expires_at: number | null
  readonly prompt: string
  /** `WIDTHxHEIGHT` in pixels. */
  readonly size: string
  /** A whole number as text, as on OpenAI's wire. */
  readonly seconds: string
  readonly remixed_from_video_id: string | null
  readonly error: JobFault | null
  // Kinora's additions; official SDKs keep unknown fields (videos-api.md 2.3).
  /** The video that this one tries again, with the same inputs. */
  readonly retry_of: string | null
  readonly quality: Quality
  /** 0 to 2^32 - 1: the same order with the same seed gives the same picture, where an engine keeps to that. */
  readonly seed: number
  /** How many photos it was made from. Their bytes, for the owner alone, are under `/references/1` and up. */
  readonly reference_count: number
  /** The engine that renders it, by name. */
  readonly engine: string
  /** Micro-USD, whole numbers; `final` is null until the job has ended. */
  readonly cost: { readonly estimate_usd_micros: number; readonly final_usd_micros: number | null }
  readonly charge: Charge
  /** Whether the same order may work if sent again as it is. */
  readonly retryable: boolean
  /** What was done differently from what the owner may expect, in plain sentences. */
  readonly warnings: readonly string[]
}

export type Quality = 'standard' | 'high'

/** Which bytes of a finished video: the video itself, one still, or a grid of stills. */
export const VARIANTS = ['video', 'thumbnail', 'spritesheet'] as const
export type Variant = (typeof VARIANTS)[number]
