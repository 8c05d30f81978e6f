import { Hono } from 'hono'
import { isDiskFull } from '../jobs/thrown.ts'
import type { AuditLog } from '../spec/audit.ts'
import type { ListEngines } from '../spec/engine-desk.ts'
import type { EstimateDesk } from '../spec/estimate-desk.ts'
import type { EventDesk } from '../spec/event-desk.ts'
import { Fault, toEnvelope } from '../spec/fault.ts'
import type { WebhookDesk } from '../spec/webhook-desk.ts'
import type { LineageDesk } from '../spec/lineage-desk.ts'
import type { KeyDesk } from '../spec/keys.ts'
import type { MoneyDesk } from '../spec/money-desk.ts'
import type { ServerSettings } from '../spec/settings.ts'
import type { Clock } from '../spec/time.ts'
import type { UsageReads } from '../spec/usage.ts'
import { admission } from './admission.ts'
import { archive } from './archive.ts'
import { audit } from './audit.ts'
import { knownBodies } from './body-kind.ts'
import { characters } from './characters.ts'
import type { Env } from './context.ts'
import { content, type ContentParts } from './content.ts'
import { engines } from './engines.ts'
import { estimates } from './estimates.ts'
import { events } from './events.ts'
import { files } from './files.ts'
import { health, type Readiness } from './health.ts'
import { jointFrame, type JointFrameParts } from './joint-frame.ts'
import type { Keyring } from './keyring.ts'
import { keys } from './keys.ts'
import { lineage } from './lineage.ts'
import { metrics, type Metrics } from './metrics.ts'
import { models } from './models.ts'
import { money } from './money.ts'
import type { RateLimiter } from './rate-limiter.ts'
import { consents } from './people/consents.ts'
import { people, type PeopleApiParts } from './people/routes.ts'
import { session } from './session.ts'
import { settings } from './settings.ts'
import { stamp, type Exchange } from './stamp.ts'
import { createUploads } from './uploads.ts'
import { usage } from './usage.ts'
import { videos, type VideoParts } from './videos.ts'
import { docs } from './openapi/docs.ts'
import { webhooks } from './webhooks/routes.ts'

export interface ApiParts extends JointFrameParts, VideoParts, ContentParts, PeopleApiParts {
  readonly people: PeopleApiParts['people']
  readonly events: EventDesk
  readonly webhooks: WebhookDesk
  readonly lineage: LineageDesk
  readonly keyring: Keyring
  readonly keys: KeyDesk
  readonly engines: ListEngines
  readonly estimates: EstimateDesk
  readonly usage: UsageReads
  readonly money: MoneyDesk
  readonly audit: Pick<AuditLog, 'page'>
  readonly settings: ServerSettings
  /** Unix ms. */
  readonly now: Clock
  /** Absent: a key may ask as often as it likes. */
  readonly limiter?: RateLimiter
  readonly readiness: () => Promise<Readiness>
  readonly metrics: Metrics
  /** Called with what clients must not see; never with bodies or keys. */
  readonly onError: (thrown: unknown, requestId: string) => void
  /** Called once a request is answered. */
  readonly onAnswer: (exchange: Exchange) => void
}

/** The HTTP face: reads, authorises, asks the desk, answers. Every answer but a file is JSON, errors in the envelope. */
export function createApi(parts: ApiParts): Hono<Env> {
  const app = new Hono<Env>()
  app.use(stamp(parts.onAnswer))
  app.onError((thrown, c) => {
    const told = isDiskFull(thrown) ? asFull(thrown) : thrown
    if (!(told instanceof Fault) || told.code === 'storage_full') parts.onError(told, c.get('requestId'))
    const { status, body, shouldRetry } = toEnvelope(told)
    if (shouldRetry === false) c.header('x-should-retry', 'false')
    if (status === 507) c.header('connection', 'close') // its body may not have been read: nothing can follow it
    return c.json(body, status as 400)
  })
  app.notFound((c) => {
    throw new Fault('not_found', `Unknown request: ${c.req.method} ${c.req.path.slice(0, 200)}.`)
  })
  app.route('/', health(parts.readiness))
  app.use('/session', knownBodies)
  app.route('/', session(parts.keyring))
  app.route('/', docs())
  app.route('/', metrics(parts))
  app.use('/v1/*', admission(parts), knownBodies)
  app.route('/v1/keys', keys(parts.keys))
  const withUploads = createUploads(parts.stagingFolder)
  app.route('/v1/models', models(parts.desk))
  app.route('/v1/engines', engines(parts.engines))
  app.route('/v1/usage', usage(parts.usage, parts.now))
  app.route('/v1', money(parts.money))
  app.route('/v1/audit', audit(parts.audit))
  app.route('/v1/settings', settings(parts.settings))
  app.route('/v1/videos/estimates', estimates(parts, withUploads))
  app.route('/v1/files', files(parts.files, withUploads))
  app.route('/v1/people', people(parts, withUploads))
  app.route('/v1/consents', consents(parts.consents))
  app.route('/v1/references', jointFrame(parts, withUploads))
  app.route('/v1/videos/characters', characters(parts, withUploads))
  app.route('/v1/videos', lineage(parts.lineage, withUploads))
  app.route('/v1/videos', archive(parts.desk))
  app.route('/v1/videos', videos(parts, withUploads))
  app.route('/v1/videos', content(parts))
  app.route('/v1', events(parts))
  app.route('/v1', webhooks(parts.webhooks))
  return app
}

/** Wherever the disk was found full: in the database, or while a body was being read, which then looks cut off. */
function asFull(thrown: unknown): Fault {
  if (thrown instanceof Fault && thrown.code === 'storage_full') return thrown
  return new Fault('storage_full', 'The server has no room left.', { cause: thrown })
}
