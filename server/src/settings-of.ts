import type { Config } from './config.ts'
import type { ServerSettings } from './spec/settings.ts'

/** What of the configuration people who use the server may know. */
export function settingsOf(config: Config): ServerSettings {
  const { keepMs = null, consentRequired, jobsPerKey = null, rateLimit = null, allowPrivateWebhooks } = config
  return { keepMs, consentRequired, jobsPerKey, rateLimit, allowPrivateWebhooks }
}
