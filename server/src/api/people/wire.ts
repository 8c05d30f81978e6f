import type { ConsentRecord } from '../../spec/consent.ts'
import type { Removal, SavedPerson } from '../../spec/people-desk.ts'
import type { PersonPhoto } from '../../spec/people-store.ts'

const seconds = (ms: number): number => Math.floor(ms / 1_000)

export function toPerson({ id, name, photos, preferredPhotoId, consent, createdAtMs }: SavedPerson) {
  return {
    id,
    object: 'person',
    name,
    photos: photos.map(toPhoto),
    preferred_photo_id: preferredPhotoId,
    consent: consent ? toConsent(consent) : null,
    created_at: seconds(createdAtMs),
  } as const
}

function toPhoto({ id, width, height, bytes, sha256, createdAtMs }: PersonPhoto) {
  return { id, object: 'person.photo', width, height, bytes, sha256, created_at: seconds(createdAtMs) } as const
}

export function toConsent(record: ConsentRecord) {
  return {
    id: record.id,
    object: 'consent',
    person_id: record.personId,
    person_name: record.personName,
    version: record.version,
    attested_by: record.attestedBy,
    key_id: record.keyId,
    scope: record.scope,
    photos: record.photos,
    given_at: seconds(record.givenAtMs),
    revoked_at: record.revokedAtMs === null ? null : seconds(record.revokedAtMs),
  } as const
}

export function toRemoval(id: string, dryRun: boolean, removal: Removal) {
  return { id, object: 'person.deleted', deleted: !dryRun, removed: removal } as const
}
