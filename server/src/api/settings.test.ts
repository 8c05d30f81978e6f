import assert from 'node:assert/strict'
import { test } from 'node:test'
import { settingsSchema } from './openapi/settings-operations.ts'
import { errorOf, openApi } from './testing/open-api.ts'

const decided = {
  keepMs: 2_592_000_000,
  consentRequired: true,
  jobsPerKey: null,
  rateLimit: { requests: 1200, windowMs: 60_000 },
  allowPrivateWebhooks: false,
}

test('an admin reads what was decided at the start, as the document says it', async (t) => {
  const api = openApi(undefined, { settings: decided })
  t.after(api.close)
  const response = await api.ask('/v1/settings')
  assert.deepEqual(settingsSchema.strict().parse(await response.json()), {
    object: 'settings',
    keep_videos_seconds: 2_592_000,
    consent_required: true,
    videos_per_key: null,
    rate_limit: { requests: 1200, window_seconds: 60 },
    private_webhooks: false,
  })
  const { secret } = await api.keys.make({ name: 'phone' })
  const refused = await api.ask('/v1/settings', { headers: { authorization: `Bearer ${secret}` } })
  assert.equal((await errorOf(refused)).code, 'missing_scope')
  assert.equal((await api.ask('/v1/settings', { method: 'PUT' })).status, 405)
})
