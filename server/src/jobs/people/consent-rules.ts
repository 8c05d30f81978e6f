import { randomBytes } from 'node:crypto'
import { CONSENT_TEXTS } from '../../spec/consent.ts'
import type { ConsentLog, ConsentRecord, ConsentScope, ConsentStatement } from '../../spec/consent.ts'
import type { Engine } from '../../spec/engine.ts'
import { Fault } from '../../spec/fault.ts'
import type { JobIn } from '../../spec/job.ts'
import type { Offer } from '../../spec/offer.ts'
import type { Rows } from '../../spec/store.ts'

export interface ConsentParts {
  readonly consents: ConsentLog
  /** False: whoever holds a key collects consent on their own. What was revoked stays revoked. Default: true. */
  readonly consentRequired?: boolean
}

type Standing = 'given' | 'missing' | 'revoked'

/**
 * How the consent for one photo stands. A photo that was revoked needs a new record of a saved person: a client that
 * attests in every request would else undo a revocation without anybody noticing.
 */
export function standing(records: readonly ConsentRecord[], photo: string, engine: Pick<Engine, 'name'>): Standing {
  const about = records.filter(({ photos }) => photos.includes(photo))
  const revokedAtMs = Math.max(-Infinity, ...about.map((record) => record.revokedAtMs ?? -Infinity))
  const valid = about.filter((record) => record.revokedAtMs === null && record.givenAtMs > revokedAtMs)
  if (valid.some(({ scope }) => covers(scope, engine.name))) return 'given'
  return revokedAtMs > -Infinity && !valid.some(({ personId }) => personId !== null) ? 'revoked' : 'missing'
}

function covers(scope: ConsentScope, engine: string): boolean {
  return scope === 'hosted' || (scope !== 'this_machine' && scope.includes(engine))
}

/** Would a photo leave this machine? */
export function leaves({ engine, offer }: { readonly engine: Pick<Engine, 'class'>; readonly offer: Offer }): boolean {
  return engine.class !== 'local' || offer.people.photosGoTo !== null
}

interface Asked {
  readonly job: JobIn<'queued'>
  readonly route: { readonly engine: Engine; readonly offer: Offer }
  readonly statement: ConsentStatement | undefined
}

/** In the transaction that accepts the job. @throws Fault `consent_revoked` or `consent_required`. */
export async function admitPhotos(parts: ConsentParts, rows: Rows, { job, route, statement }: Asked): Promise<void> {
  const { references, source } = job.order
  // A video made here brings its photos along; of one that came from elsewhere nobody knows whom it shows.
  const uploaded = source?.made === 'elsewhere' ? [source.sha256] : []
  const photos = [...new Set([...references.map(({ sha256 }) => sha256), ...uploaded])]
  if (photos.length === 0) return
  const records = await parts.consents.about(rows, job.owner, photos)
  const standings = photos.map((photo) => [photo, standing(records, photo, route.engine)] as const)
  const revoked = standings.findIndex(([, is]) => is === 'revoked')
  if (revoked >= 0) throw revokedPhoto(revoked + 1)
  const missing = standings.flatMap(([photo, is]) => (is === 'missing' ? [photo] : []))
  if (missing.length === 0) return
  if (statement) {
    await parts.consents.insert(rows, recordOf(statement, { job, engine: route.engine, photos: missing }))
    const details = { version: statement.version, photos: missing.length, engine: route.engine.name }
    await rows.audit({ actor: job.keyId, owner: job.owner, action: 'consent.given', object: job.id, details })
  } else if (leaves(route) && parts.consentRequired !== false) throw consentRequired(route)
}

export const newConsentId = (): string => `consent_${randomBytes(16).toString('hex')}`

function recordOf(
  { version, attestedBy }: ConsentStatement,
  about: { readonly job: JobIn<'queued'>; readonly engine: Engine; readonly photos: readonly string[] },
): ConsentRecord {
  const { owner, keyId, createdAtMs } = about.job
  const whose = { owner, keyId, attestedBy, personId: null, personName: '' }
  const what = { version, scope: [about.engine.name], photos: about.photos }
  return { id: newConsentId(), ...whose, ...what, givenAtMs: createdAtMs, revokedAtMs: null }
}

/** What to send, word for word: the client that meets this was written for an API that never asked. */
export function consentRequired({ offer }: { readonly offer: Offer }): Fault {
  const { version } = CONSENT_TEXTS[0]
  return new Fault(
    'consent_required',
    `The model '${offer.model}' sends photos to ${offer.people.photosGoTo ?? 'another machine'}, and nobody has said ` +
      `that whoever they show agreed. If they did, send "consent": {"version": "${version}", "attested_by": "self"} ` +
      'with the request (in a form: consent[version] and consent[attested_by]), or save the person with POST /v1/people ' +
      'and a consent that covers this engine. The text agreed to is in GET /v1/consents/texts.',
    { param: 'consent' },
  )
}

const revokedPhoto = (place: number): Fault =>
  new Fault(
    'consent_revoked',
    `The consent for photo ${place} was revoked: no new video takes it. ` +
      'Only a new consent of a saved person with this photo would change that.',
    { param: 'input_reference' },
  )
