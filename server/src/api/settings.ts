import { Hono } from 'hono'
import type { ServerSettings } from '../spec/settings.ts'
import type { Env } from './context.ts'
import { notAllowed } from './not-allowed.ts'

/** What was decided at the start, for keys with the scope `admin`; `admission` lets no other in. */
export function settings(decided: ServerSettings): Hono<Env> {
  const { keepMs, consentRequired, jobsPerKey, rateLimit, allowPrivateWebhooks } = decided
  return new Hono<Env>()
    .get('/', (c) => {
      c.header('cache-control', 'no-store')
      return c.json({
        object: 'settings',
        keep_videos_seconds: keepMs === null ? null : keepMs / 1000,
        consent_required: consentRequired,
        videos_per_key: jobsPerKey,
        rate_limit: rateLimit && { requests: rateLimit.requests, window_seconds: rateLimit.windowMs / 1000 },
        private_webhooks: allowPrivateWebhooks,
      })
    })
    .all('/', notAllowed('GET'))
}
