import { randomBytes } from 'node:crypto'
import { crashPoint } from '../../spec/crash-point.ts'
import type { CheckUrl } from '../../spec/guarded-fetch.ts'
import { UrlRefused } from '../../spec/guarded-fetch.ts'
import type { Caller } from '../../spec/desk.ts'
import { Fault } from '../../spec/fault.ts'
import type { WebhookEndpoint, WebhookEventType } from '../../spec/webhook.ts'
import type { EndpointWithSecret, WebhookDesk } from '../../spec/webhook-desk.ts'
import type { WebhookStore } from '../../spec/webhook-store.ts'
import { post } from './post.ts'
import type { PostParts } from './post.ts'

export interface WebhookDeskParts extends PostParts {
  readonly webhooks: WebhookStore
  readonly checkUrl: CheckUrl
  /** Something became due. */
  readonly ring: () => void
}

const MOST = 10
const OLD_SECRET_MS = 86_400_000
/** Each one that is still valid signs every delivery. */
const MOST_SECRETS = 10

export function createWebhookDesk(parts: WebhookDeskParts): WebhookDesk {
  const { webhooks, seals, now } = parts
  const find: WebhookDesk['find'] = async (id, { owner }) => (await webhooks.endpointOf(owner, id)) ?? missing(id)
  return {
    find,
    create: (draft, caller) => create(parts, draft, caller),
    async list({ limit, after }, { owner }) {
      const all = await webhooks.endpointsOf(owner)
      const from = after === undefined ? 0 : all.findIndex(({ id }) => id === after) + 1
      if (after !== undefined && from === 0) throw noCursor(after)
      return { endpoints: all.slice(from, from + limit), hasMore: limit > 0 && all.length > from + limit }
    },
    async update(id, changes, { owner, keyId }) {
      if (changes.url !== undefined) await check(parts, changes.url)
      const changed = await webhooks.changeEndpoint(owner, id, (known) => update(known, changes, now()), keyId)
      return changed ?? missing(id)
    },
    async remove(id, { owner, keyId }) {
      if (!(await webhooks.removeEndpoint(owner, id, keyId))) missing(id)
    },
    async rotate(id, keepOld, { owner, keyId }) {
      const { secret, sealed } = seals.make(id)
      const rotated = (known: WebhookEndpoint): WebhookEndpoint => ({
        ...known,
        secrets: [sealed, ...(keepOld ? stillValid(known, now()) : [])],
        updatedAtMs: now(),
      })
      const endpoint = await webhooks.changeEndpoint(owner, id, rotated, keyId)
      crashPoint('C32')
      return { endpoint: endpoint ?? missing(id), secret }
    },
    test: async (id, type, caller) => sendSample(parts, await find(id, caller), type),
    async deliveries(id, { limit, after }, caller) {
      const endpoint = await find(id, caller)
      if (after !== undefined && !(await webhooks.delivery(endpoint.id, after))) throw noCursor(after)
      if (limit === 0) return { deliveries: [], hasMore: false }
      const found = await webhooks.deliveries(endpoint.id, { limit: limit + 1, ...(after !== undefined && { after }) })
      return { deliveries: found.slice(0, limit), hasMore: found.length > limit }
    },
    async replay(id, deliveryId, caller) {
      const { disabled } = await find(id, caller)
      if (!(await webhooks.delivery(id, deliveryId))) missingDelivery(deliveryId)
      if (disabled)
        throw new Fault('invalid_value', `The endpoint is disabled: ${disabled.reason} Update it to turn it on again.`)
      await webhooks.replay(deliveryId, now())
      parts.ring()
      return (await webhooks.delivery(id, deliveryId)) ?? missingDelivery(deliveryId)
    },
  }
}

async function create(
  parts: WebhookDeskParts,
  draft: Parameters<WebhookDesk['create']>[0],
  { owner, keyId }: Caller,
): Promise<EndpointWithSecret> {
  await check(parts, draft.url)
  const id = `whe_${randomBytes(16).toString('hex')}`
  const { secret, sealed } = parts.seals.make(id)
  const atMs = parts.now()
  const times = { createdAtMs: atMs, updatedAtMs: atMs, failingSinceMs: null, disabled: null }
  const endpoint = { ...draft, id, owner, secrets: [sealed], ...times }
  if (!(await parts.webhooks.insertEndpoint(endpoint, MOST, keyId)))
    throw new Fault('invalid_value', `At most ${MOST} webhook endpoints. Delete one first.`)
  return { endpoint, secret }
}

function update(known: WebhookEndpoint, changes: object, nowMs: number): WebhookEndpoint {
  const changed = { ...known, ...changes, failingSinceMs: null, disabled: null }
  const same = JSON.stringify(facts(changed)) === JSON.stringify(facts(known))
  return same ? { ...known, failingSinceMs: null } : { ...changed, updatedAtMs: nowMs }
}

const facts = ({ name, url, eventTypes, disabled }: WebhookEndpoint) => [name, url, eventTypes, disabled]

function stillValid(known: WebhookEndpoint, nowMs: number): WebhookEndpoint['secrets'] {
  const valid = known.secrets.filter(({ untilMs }) => untilMs === null || untilMs > nowMs)
  if (valid.length >= MOST_SECRETS)
    throw new Fault('invalid_value', `${valid.length} secrets are still valid. Rotate without keeping the old ones.`, {
      param: 'keep_old_secret_active_for_24_hours',
    })
  return valid.map((secret) => (secret.untilMs === null ? { ...secret, untilMs: nowMs + OLD_SECRET_MS } : secret))
}

async function check({ checkUrl, allowHttp }: WebhookDeskParts, url: string): Promise<void> {
  try {
    if (!allowHttp && URL.canParse(url) && new URL(url).protocol === 'http:')
      throw new UrlRefused('Webhooks go to https only.')
    await checkUrl(url)
  } catch (thrown) {
    if (!(thrown instanceof UrlRefused)) throw thrown
    throw new Fault('invalid_value', `Invalid 'url': ${thrown.message}`, { cause: thrown, param: 'url' })
  }
}

async function sendSample(parts: WebhookDeskParts, endpoint: WebhookEndpoint, type: WebhookEventType): Promise<number> {
  const eventId = `evt_${randomBytes(16).toString('hex')}`
  const data = { id: `video_${'0'.repeat(48)}` }
  const createdAt = Math.floor(parts.now() / 1_000)
  const body = JSON.stringify({ id: eventId, object: 'event', created_at: createdAt, type, data })
  const { statusCode, error } = await post(parts, endpoint, { eventId, body }, new AbortController().signal)
  if (statusCode === null) throw new Fault('webhook_unreachable', `The test did not arrive. ${error ?? ''}`)
  return statusCode
}

function missing(id: string): never {
  throw new Fault('not_found', `No webhook endpoint with id '${id.slice(0, 100)}'.`)
}

function missingDelivery(id: string): never {
  throw new Fault('not_found', `No delivery with id '${id.slice(0, 100)}'.`)
}

const noCursor = (after: string): Fault =>
  new Fault('invalid_value', `Invalid value: '${after.slice(0, 100)}'. There is nothing with that id to list after.`, {
    param: 'after',
  })
