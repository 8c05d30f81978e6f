import type { AuditRecord } from '../../spec/audit.ts'
import type { Blobs } from '../../spec/blobs.ts'
import type { PeopleStore } from '../../spec/people-store.ts'
import { personFolder, photoFolder } from './keep-photo.ts'

export interface FinishParts {
  readonly blobs: Blobs
  readonly people: Pick<PeopleStore, 'personOf'>
}

/** Removes what a crash left of a person or a photo whose rows were gone already; `record` is what was done to whom. */
export async function finishRemoval({ blobs, people }: FinishParts, record: AuditRecord): Promise<void> {
  const { action, object, owner, details } = record
  if (owner === null || (action !== 'person.removed' && action !== 'person.changed')) return
  const person = await people.personOf(owner, object)
  const photo = details['photo']
  if (!person) await blobs.remove(personFolder(object))
  else if (typeof photo === 'string' && !person.photos.some(({ id }) => id === photo))
    await blobs.remove(photoFolder(object, photo))
}
