import { getJson } from './json.ts'

/** What was decided when the server was started. */
export interface ServerSettings {
  readonly keep_videos_seconds: number | null
  readonly consent_required: boolean
  readonly videos_per_key: number | null
  readonly rate_limit: { readonly requests: number; readonly window_seconds: number } | null
  readonly private_webhooks: boolean
}

/** @throws ApiError 403 without the scope `admin`. */
export function readSettings(signal: AbortSignal): Promise<ServerSettings> {
  return getJson('/v1/settings', signal)
}
