import type { ConsentScope } from 'kinora/spec/consent'
import type { PersonCard } from '../../client/people.ts'

/** How a person's consent stands, by its newest record. */
export type ConsentState =
  | { readonly kind: 'none' }
  | { readonly kind: 'revoked'; readonly at: number }
  /** `uncovered`: photos that came after it. */
  | { readonly kind: 'given'; readonly scope: ConsentScope; readonly uncovered: number }

export function consentState({ consent, photos }: Pick<PersonCard, 'consent' | 'photos'>): ConsentState {
  if (consent === null) return { kind: 'none' }
  if (consent.revoked_at !== null) return { kind: 'revoked', at: consent.revoked_at }
  const uncovered = photos.filter(({ sha256 }) => !consent.photos.includes(sha256)).length
  return { kind: 'given', scope: consent.scope, uncovered }
}

/** May the photo that a video takes go to this engine? */
export function agreedTo(person: PersonCard, engine: string): boolean {
  const preferred = person.photos.find(({ id }) => id === person.preferred_photo_id)
  const { consent } = person
  if (!preferred || consent === null || consent.revoked_at !== null || !consent.photos.includes(preferred.sha256))
    return false
  return consent.scope === 'hosted' || (consent.scope !== 'this_machine' && consent.scope.includes(engine))
}
