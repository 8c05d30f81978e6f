import type { ConsentStatement } from '../../spec/consent.ts'
import type { Caller } from '../../spec/desk.ts'
import { Fault } from '../../spec/fault.ts'
import type { Upload } from '../../spec/order.ts'
import type { KeptPerson } from '../../spec/people-store.ts'
import { isDiskFull } from '../thrown.ts'
import { checkVersion, giveWithin } from './consent-desk.ts'
import { keepPersonPhoto, photoFolder } from './keep-photo.ts'
import type { PeopleParts } from './people-desk.ts'

/** More than anyone needs of one face, and few enough to show at once. */
const MOST_PHOTOS = 20

interface Adding {
  readonly person: KeptPerson
  readonly upload: Upload
  readonly consent: ConsentStatement | undefined
  readonly caller: Caller
}

/** A further photo of someone. Without a consent of its own it stays on this machine. */
export async function addPhoto(parts: PeopleParts, { person, upload, consent, caller }: Adding): Promise<void> {
  if (consent) checkVersion(consent)
  if (person.photos.length >= MOST_PHOTOS)
    throw new Fault('invalid_value', `A person may have at most ${MOST_PHOTOS} photos.`, { param: 'photo' })
  const photo = await keepPersonPhoto(parts, upload, person.id)
  try {
    await parts.store.transact(async (rows) => {
      await parts.people.insertPhoto(rows, person.id, photo)
      const { owner, keyId } = caller
      await rows.audit({
        actor: keyId,
        owner,
        action: 'person.changed',
        object: person.id,
        details: { photo: photo.id },
      })
      if (consent) {
        const grown = { ...person, photos: [...person.photos, photo] }
        await giveWithin(parts, rows, { person: grown, statement: consent, caller })
      }
    })
  } catch (thrown) {
    await parts.blobs.remove(photoFolder(person.id, photo.id))
    if (isDiskFull(thrown))
      throw new Fault('storage_full', 'The server has no room left for new photos.', { cause: thrown })
    throw thrown
  }
}

/** @throws Fault `photo_not_found`, or `invalid_value` when it is the only one. */
export async function removePhoto(
  parts: PeopleParts,
  person: KeptPerson,
  photoId: string,
  { owner, keyId }: Caller,
): Promise<void> {
  const rest = person.photos.filter(({ id }) => id !== photoId)
  if (rest.length === person.photos.length)
    throw new Fault('photo_not_found', `No photo with id '${photoId.slice(0, 100)}'.`, { param: 'photo_id' })
  const [first] = rest
  if (!first)
    throw new Fault('invalid_value', 'This is the only photo of the person. Add another first, or delete the person.', {
      param: 'photo_id',
    })
  await parts.store.transact(async (rows) => {
    if (person.preferredPhotoId === photoId)
      await parts.people.updatePerson(rows, person.id, { preferredPhotoId: first.id })
    await parts.people.deletePhoto(rows, person.id, photoId)
    const details = { photo: photoId }
    await rows.audit({ actor: keyId, owner, action: 'person.changed', object: person.id, details })
  })
  await parts.blobs.remove(photoFolder(person.id, photoId))
}
