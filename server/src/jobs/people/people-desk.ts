import { randomBytes } from 'node:crypto'
import type { ConsentLog } from '../../spec/consent.ts'
import type { Caller, StoredFile } from '../../spec/desk.ts'
import { Fault } from '../../spec/fault.ts'
import type { PeopleDesk, PeopleRequest, PersonChanges, PersonDraft, SavedPerson } from '../../spec/people-desk.ts'
import type { KeptPerson, PersonPhoto } from '../../spec/people-store.ts'
import type { Rows } from '../../spec/store.ts'
import { isDiskFull } from '../thrown.ts'
import { castOf } from './cast.ts'
import { checkVersion, giveWithin } from './consent-desk.ts'
import { keepPersonPhoto, personFolder } from './keep-photo.ts'
import type { KeepPhotoParts } from './keep-photo.ts'
import { checkName, nameKey, nameTaken } from './names.ts'
import { addPhoto, removePhoto } from './photos.ts'
import { removePerson } from './remove-person.ts'
import type { RemovalParts } from './remove-person.ts'

export type PeopleParts = RemovalParts & KeepPhotoParts

/** The front of an owner's saved people. */
export function createPeopleDesk(parts: PeopleParts): PeopleDesk {
  const { blobs } = parts
  const find = (id: string, { owner }: Caller) => ownPerson(parts, owner, id)
  return {
    async create(draft, caller) {
      const person = await create(parts, draft, caller)
      return withConsent(parts, person)
    },
    find: async (id, caller) => withConsent(parts, await find(id, caller)),
    list: (page, { owner }) => list(parts, page, owner),
    async update(id, changes, caller) {
      await update(parts, await find(id, caller), changes, caller)
      return withConsent(parts, await find(id, caller))
    },
    async addPhoto(id, photo, consent, caller) {
      await addPhoto(parts, { person: await find(id, caller), upload: photo, consent, caller })
      return withConsent(parts, await find(id, caller))
    },
    async removePhoto(id, photoId, caller) {
      await removePhoto(parts, await find(id, caller), photoId, caller)
      return withConsent(parts, await find(id, caller))
    },
    async photo(id, photoId, caller) {
      const { key, ...photo } = photoOf(await find(id, caller), photoId)
      return { ...photo, open: (range) => blobs.open(key, range) } satisfies StoredFile
    },
    remove: async (id, wish, caller) => removePerson(parts, await find(id, caller), wish, caller),
    cast: async (ids, prompt, { owner }) => castOf(parts, ids, prompt, owner),
  }
}

/** @throws Fault `person_not_found`, for another's as for an unknown one. */
async function ownPerson({ people }: PeopleParts, owner: string, id: string): Promise<KeptPerson> {
  const person = await people.personOf(owner, id)
  if (!person) throw new Fault('person_not_found', `No person with id '${id.slice(0, 100)}'.`, { param: 'id' })
  return person
}

/** @throws Fault `photo_not_found`. */
export function photoOf({ photos }: KeptPerson, id: string): PersonPhoto {
  const photo = photos.find((one) => one.id === id)
  if (!photo) throw new Fault('photo_not_found', `No photo with id '${id.slice(0, 100)}'.`, { param: 'photo_id' })
  return photo
}

async function withConsent({ consents }: { readonly consents: ConsentLog }, person: KeptPerson): Promise<SavedPerson> {
  const [consent] = await consents.consentsOf(person.owner, { limit: 1, personId: person.id })
  return { ...person, consent }
}

/** Bytes first, then the rows: a crash in between leaves a folder that the sweep finds. */
async function create(parts: PeopleParts, draft: PersonDraft, caller: Caller): Promise<KeptPerson> {
  const { name, consent } = draft
  checkName(name)
  if (consent) checkVersion(consent)
  const id = `person_${randomBytes(16).toString('hex')}`
  const { owner, keyId } = caller
  try {
    const photo = await keepPersonPhoto(parts, draft.photo, id)
    const base = { id, owner, name, nameKey: nameKey(name), createdAtMs: parts.now() }
    const person = { ...base, photos: [photo], preferredPhotoId: photo.id }
    await parts.store.transact(async (rows: Rows) => {
      if (!(await parts.people.insertPerson(rows, person))) throw nameTaken(name)
      await rows.audit({ actor: keyId, owner, action: 'person.created', object: id })
      if (consent) await giveWithin(parts, rows, { person, statement: consent, caller })
    })
    return person
  } catch (thrown) {
    await parts.blobs.remove(personFolder(id))
    if (isDiskFull(thrown))
      throw new Fault('storage_full', 'The server has no room left for new people.', { cause: thrown })
    throw thrown
  }
}

async function update(parts: PeopleParts, person: KeptPerson, changes: PersonChanges, caller: Caller): Promise<void> {
  const { name, preferredPhotoId } = changes
  if (name !== undefined) checkName(name)
  if (preferredPhotoId !== undefined && !person.photos.some(({ id }) => id === preferredPhotoId)) {
    const rule = `${person.id} has no photo '${preferredPhotoId.slice(0, 80)}'.`
    throw new Fault('invalid_value', rule, { param: 'preferred_photo_id' })
  }
  const change = {
    ...(name !== undefined && { name: { name, nameKey: nameKey(name) } }),
    ...(preferredPhotoId !== undefined && { preferredPhotoId }),
  }
  await parts.store.transact(async (rows) => {
    if (!(await parts.people.updatePerson(rows, person.id, change))) throw nameTaken(name ?? person.name)
    await rows.audit({ actor: caller.keyId, owner: caller.owner, action: 'person.changed', object: person.id })
  })
}

async function list(
  parts: PeopleParts,
  { limit, order, after }: PeopleRequest,
  owner: string,
): Promise<{ readonly people: readonly SavedPerson[]; readonly hasMore: boolean }> {
  const cursor = after === undefined ? undefined : await parts.people.personOf(owner, after)
  if (after !== undefined && !cursor)
    throw new Fault(
      'invalid_value',
      `Invalid value: '${after.slice(0, 100)}'. There is no such person to list after.`,
      {
        param: 'after',
      },
    )
  if (limit === 0) return { people: [], hasMore: false }
  const found = await parts.people.peopleOf(owner, { limit: limit + 1, order, ...(cursor && { after: cursor }) })
  const people = await Promise.all(found.slice(0, limit).map((person) => withConsent(parts, person)))
  return { people, hasMore: found.length > limit }
}
