import { CONSENT_TEXTS } from '../../spec/consent.ts'
import type { ConsentRecord, ConsentStatement } from '../../spec/consent.ts'
import type { Caller } from '../../spec/desk.ts'
import { Fault } from '../../spec/fault.ts'
import { hasEnded } from '../../spec/job.ts'
import type { ConsentDesk, Revocation } from '../../spec/people-desk.ts'
import type { KeptPerson, PeopleStore } from '../../spec/people-store.ts'
import type { Rows } from '../../spec/store.ts'
import { cancelWithin } from '../remove.ts'
import type { RemoveParts } from '../remove.ts'
import { newConsentId } from './consent-rules.ts'
import type { ConsentParts } from './consent-rules.ts'

export type ConsentDeskParts = ConsentParts & RemoveParts & { readonly people: PeopleStore }

/** Says, for a saved person or the photos of a request, that whoever is shown agreed; and takes it back. */
export function createConsentDesk(parts: ConsentDeskParts): ConsentDesk {
  const { consents, people, store } = parts
  return {
    async give(personId, statement, caller) {
      const person = await people.personOf(caller.owner, personId)
      if (!person)
        throw new Fault('person_not_found', `No person with id '${personId.slice(0, 100)}'.`, { param: 'id' })
      return store.transact((rows) => giveWithin(parts, rows, { person, statement, caller }))
    },
    find: async (id, { owner }) => (await consents.consentOf(owner, id)) ?? missing(id),
    async list({ limit, ...page }, { owner }) {
      if (page.after !== undefined && !(await consents.consentOf(owner, page.after)))
        throw new Fault(
          'invalid_value',
          `Invalid value: '${page.after.slice(0, 100)}'. There is no such consent to list after.`,
          { param: 'after' },
        )
      if (limit === 0) return { consents: [], hasMore: false }
      const found = await consents.consentsOf(owner, { ...page, limit: limit + 1 })
      return { consents: found.slice(0, limit), hasMore: found.length > limit }
    },
    revoke: (id, caller) => revoke(parts, id, caller),
  }
}

const missing = (id: string): never => {
  throw new Fault('consent_not_found', `No consent with id '${id.slice(0, 100)}'.`, { param: 'id' })
}

interface Given {
  readonly person: KeptPerson
  readonly statement: ConsentStatement
  readonly caller: Caller
}

/** A record about every photo the person has. @throws Fault `invalid_value` with `param: 'consent'`. */
export async function giveWithin(
  parts: Pick<ConsentDeskParts, 'consents' | 'engines' | 'timing'>,
  rows: Rows,
  { person, statement, caller }: Given,
): Promise<ConsentRecord> {
  const { version, attestedBy, scope = 'this_machine' } = statement
  const strange = typeof scope === 'string' ? undefined : scope.find((one) => !isEngine(parts, one))
  if (strange !== undefined) {
    const names = parts.engines.map(({ name }) => `'${name}'`).join(', ')
    const rule = `There is no engine '${strange.slice(0, 80)}' to agree to. There are: ${names}.`
    throw new Fault('invalid_value', rule, { param: 'consent' })
  }
  const photos = person.photos.map(({ sha256 }) => sha256)
  const before = await parts.consents.about(rows, caller.owner, photos)
  const record: ConsentRecord = {
    id: newConsentId(),
    owner: caller.owner,
    keyId: caller.keyId,
    attestedBy,
    personId: person.id,
    personName: person.name,
    version,
    scope,
    photos,
    // After every earlier revocation, whatever the clock says.
    givenAtMs: Math.max(parts.timing.now(), ...before.map(({ revokedAtMs }) => (revokedAtMs ?? 0) + 1)),
    revokedAtMs: null,
  }
  await parts.consents.insert(rows, record)
  const details = { version, person: person.id, photos: record.photos.length }
  await rows.audit({ actor: caller.keyId, owner: caller.owner, action: 'consent.given', object: record.id, details })
  return record
}

const isEngine = ({ engines }: Pick<ConsentDeskParts, 'engines'>, name: string): boolean =>
  engines.some((engine) => engine.name === name)

/** @throws Fault `invalid_value` unless it is the newest text: only that one may be attested to. */
export function checkVersion({ version }: ConsentStatement): void {
  const [{ version: newest }] = CONSENT_TEXTS
  if (version === newest) return
  const rule = `Invalid value: '${version.slice(0, 80)}'. The text to agree to is '${newest}'; GET /v1/consents/texts shows it.`
  throw new Fault('invalid_value', rule, { param: 'consent' })
}

async function revoke(parts: ConsentDeskParts, id: string, caller: Caller): Promise<Revocation> {
  const { consents, people, store } = parts
  const record = (await consents.consentOf(caller.owner, id)) ?? missing(id)
  const person = record.personId === null ? undefined : await people.personOf(caller.owner, record.personId)
  const { personId } = record
  const all = personId === null ? [record] : await everyRecord(parts, caller.owner, personId)
  const photos = person?.photos.map(({ sha256 }) => sha256) ?? []
  const cancelled = await store.transact((rows) => revokeWithin(parts, rows, { records: all, photos, caller }))
  return { consent: (await consents.consentOf(caller.owner, id)) ?? missing(id), cancelled }
}

/** Newest first. */
export function everyRecord(
  { consents }: Pick<ConsentDeskParts, 'consents'>,
  owner: string,
  personId: string,
): Promise<readonly ConsentRecord[]> {
  return consents.consentsOf(owner, { limit: 10_000, personId })
}

interface Revoked {
  readonly records: readonly ConsentRecord[]
  /** Further photos, by SHA-256, that the records are about from now on. */
  readonly photos: readonly string[]
  readonly caller: Caller
}

/** Returns the ids of the videos that were waiting with one of the photos. */
export async function revokeWithin(
  parts: ConsentDeskParts,
  rows: Rows,
  { records, photos, caller }: Revoked,
): Promise<readonly string[]> {
  const open = records.filter(({ revokedAtMs }) => revokedAtMs === null)
  if (open.length === 0) return []
  const all = [...new Set([...photos, ...open.flatMap((record) => record.photos)])]
  // Not before anything that was attested to about them, whatever the clock says.
  const given = (await parts.consents.about(rows, caller.owner, all)).map(({ givenAtMs }) => givenAtMs)
  const atMs = Math.max(parts.timing.now(), ...given)
  for (const { id } of open) {
    await parts.consents.revoke(rows, id, atMs, photos)
    await rows.audit({ actor: caller.keyId, owner: caller.owner, action: 'consent.revoked', object: id })
  }
  const { videos } = await parts.people.copiesOf(rows, caller.owner, all)
  const cancelled: string[] = []
  for (const id of videos) if (await withdraw(parts, rows, id, caller)) cancelled.push(id)
  return cancelled
}

/** Ends a job that no engine has been given yet. Its queue entry stays for the driver, which tidies up after it. */
async function withdraw(parts: ConsentDeskParts, rows: Rows, id: string, { keyId }: Caller): Promise<boolean> {
  const job = await rows.job(id)
  if (!job || hasEnded(job)) return false
  const last = (await rows.attempts(id)).at(-1)
  const unsent = last?.outcome === 'not_sent' || last?.outcome === 'busy'
  const waits = job.state === 'queued' || (job.state === 'submitting' && unsent)
  if (!waits) return false
  const why = 'The consent for one of its photos was revoked before it was given to an engine.'
  return cancelWithin(rows, job, { last, nowMs: parts.timing.now(), by: keyId, why })
}
