import type { PersonCard } from '../../client/people.ts'
import type { Photo, SavedRef } from './photo-prepare.ts'
import type { Slots } from './slots.ts'

/** What a slot needs to know of a saved person. */
export function savedRef({ id, consent, photos, preferred_photo_id: preferred }: PersonCard): SavedRef {
  const photo = photos.find((one) => one.id === preferred)
  const covered = consent !== null && photo !== undefined && consent.photos.includes(photo.sha256)
  return { id, scope: covered && consent.revoked_at === null ? consent.scope : null }
}

/** The server puts plain photos before saved people, so the slots must too: person 1 is the same here and there. */
export function savedComesFirst(slots: Slots): boolean {
  return slots[0].photo?.saved !== undefined && slots[1].photo !== null && slots[1].photo.saved === undefined
}

/** Did this saved person agree to this engine? `host`: where it sends photos; null: they stay here. */
export function hasAgreed({ saved }: Pick<Photo, 'saved'>, engine: string, host: string | null): boolean {
  if (!saved || saved.scope === null) return false
  if (host === null || saved.scope === 'hosted') return true
  return saved.scope !== 'this_machine' && saved.scope.includes(engine)
}

/** Photos that go as files, and people that go by name. */
export function splitPhotos(photos: readonly Photo[]): {
  readonly files: readonly File[]
  readonly people: readonly string[]
} {
  return {
    files: photos.flatMap(({ file, saved }) => (saved ? [] : [file])),
    people: photos.flatMap(({ saved }) => (saved ? [saved.id] : [])),
  }
}
