import { Webhook } from 'standardwebhooks'
import { UrlRefused } from '../../spec/guarded-fetch.ts'
import type { Fetched, GuardedFetch } from '../../spec/guarded-fetch.ts'
import type { Clock } from '../../spec/time.ts'
import type { WebhookEndpoint } from '../../spec/webhook.ts'
import type { Seals } from './seals.ts'

export interface PostParts {
  readonly fetch: GuardedFetch
  readonly seals: Seals
  /** Plain http too: only where the operator allows receivers on private addresses. */
  readonly allowHttp: boolean
  readonly now: Clock
}

/** What became of one try. `error` is null exactly when the answer was 2xx. */
export interface Outcome {
  readonly statusCode: number | null
  readonly error: string | null
  readonly retryAfterMs: number | null
}

const TIMEOUT_MS = 15_000
const ANSWER_BYTES = 65_536

const failed = (error: string): Outcome => ({ statusCode: null, error, retryAfterMs: null })

/** Signs and sends one event (standardwebhooks.com). Never throws: a try that fails is an outcome too. */
export async function post(
  { fetch, seals, allowHttp, now }: PostParts,
  endpoint: WebhookEndpoint,
  { eventId, body }: { readonly eventId: string; readonly body: string },
  signal: AbortSignal,
): Promise<Outcome> {
  // Saved while the operator still allowed it.
  if (!allowHttp && new URL(endpoint.url).protocol !== 'https:') return failed('Webhooks go to https only.')
  const nowMs = now()
  let signature: string
  try {
    signature = sign(seals, endpoint, eventId, body, nowMs)
  } catch {
    return failed('Its signing secret cannot be read with the key in the data folder. Rotate the secret.')
  }
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'Kinora-Webhooks/1',
    'webhook-id': eventId,
    'webhook-timestamp': String(Math.floor(nowMs / 1_000)),
    'webhook-signature': signature,
  }
  try {
    const limits = { maxBytes: ANSWER_BYTES, timeoutMs: TIMEOUT_MS, redirects: 0 } as const
    const answer = await fetch(endpoint.url, { method: 'POST', headers, body, ...limits, signal })
    await readOut(answer)
    return read(answer, nowMs)
  } catch (thrown) {
    return failed(explain(thrown))
  }
}

/** With each secret that is valid now, the newest first: a receiver that knows any of them believes it. */
function sign(seals: Seals, { id, secrets }: WebhookEndpoint, eventId: string, body: string, nowMs: number): string {
  return secrets
    .filter(({ untilMs }) => untilMs === null || untilMs > nowMs)
    .map((secret) => new Webhook(seals.open(id, secret)).sign(eventId, new Date(nowMs), body))
    .join(' ')
}

/** An answer is heard out, so that its sender sees no broken connection, but not for ever. What it says is not kept. */
async function readOut({ body }: Fetched): Promise<void> {
  try {
    for await (const _ of body) continue
  } catch {
    // Too long, too slow or cut off: the status is known, and only that counts.
  }
}

function read({ status, headers }: Fetched, nowMs: number): Outcome {
  if (status >= 200 && status < 300) return { statusCode: status, error: null, retryAfterMs: null }
  const error =
    status >= 300 && status < 400 ? `It redirected (${status}); that is not followed.` : `It answered ${status}.`
  return { statusCode: status, error, retryAfterMs: readRetryAfter(headers.get('retry-after'), nowMs) }
}

/** RFC 9110 section 10.2.3: seconds or a date. */
function readRetryAfter(header: string | null, nowMs: number): number | null {
  if (header === null) return null
  if (/^\d{1,9}$/.test(header.trim())) return Number(header) * 1_000
  const atMs = Date.parse(header)
  return Number.isNaN(atMs) ? null : Math.max(0, atMs - nowMs)
}

/** Plain words for the owner: a code at most, never a text that something else wrote. */
function explain(thrown: unknown): string {
  if (thrown instanceof UrlRefused) return thrown.message
  if (thrown instanceof Error && thrown.name === 'TimeoutError') return 'It did not answer within 15 s.'
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : ''
  return /^[A-Z][A-Z0-9_]{2,40}$/.test(code) ? `The connection failed (${code}).` : 'The connection failed.'
}
