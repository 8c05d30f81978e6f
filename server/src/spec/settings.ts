import type { RateLimit } from './rate.ts'

/** What the operator decided when they started the server, as far as it concerns people who use it. No path, no key. */
export interface ServerSettings {
  /** How long a video is kept after its end, ms; null: until somebody deletes it. */
  readonly keepMs: number | null
  /** Must a photo that leaves this machine have a consent? */
  readonly consentRequired: boolean
  /** Videos of one key under way at once; null: as many as there are slots. */
  readonly jobsPerKey: number | null
  /** Null: a key may ask as often as it likes. */
  readonly rateLimit: RateLimit | null
  /** May webhooks go to this machine and its network? */
  readonly allowPrivateWebhooks: boolean
}
