import type { CharactersDesk } from '../../spec/characters-desk.ts'
import type { Caller } from '../../spec/desk.ts'
import type { FilesDesk } from '../../spec/files-desk.ts'
import type { Removal, RemovalWish } from '../../spec/people-desk.ts'
import type { KeptPerson } from '../../spec/people-store.ts'
import { removeJob } from '../remove.ts'
import { everyRecord, revokeWithin } from './consent-desk.ts'
import type { ConsentDeskParts } from './consent-desk.ts'
import { personFolder } from './keep-photo.ts'

export type RemovalParts = ConsentDeskParts & {
  readonly files: Pick<FilesDesk, 'remove'>
  readonly characters: Pick<CharactersDesk, 'remove'>
}

/**
 * Removes a person with their photos; with `videos` also what was made of these and every copy of them, and takes back
 * what was agreed to, so that nothing new is made meanwhile. The person goes last: cut off in between, it can be asked
 * for again.
 */
export async function removePerson(
  parts: RemovalParts,
  person: KeptPerson,
  { videos, dryRun }: RemovalWish,
  caller: Caller,
): Promise<Removal> {
  const photos = person.photos.map(({ id }) => id)
  const rest = { videos: [], files: [], characters: [], consents: [] }
  const removal = videos ? { photos, ...(await traces(parts, person)) } : { photos, ...rest }
  if (dryRun) return removal
  const gone = videos ? await removeTraces(parts, person, caller) : rest
  const { owner, keyId } = caller
  await parts.store.transact(async (rows) => {
    if (!(await parts.people.deletePerson(rows, owner, person.id))) return
    if (videos) await parts.consents.forgetName(rows, person.id)
    const counts = { photos: photos.length, videos: gone.videos.length, files: gone.files.length }
    await rows.audit({ actor: keyId, owner, action: 'person.removed', object: person.id, details: counts })
  })
  await parts.blobs.remove(personFolder(person.id))
  return { photos, ...gone }
}

type Traces = Omit<Removal, 'photos'>

/** SHA-256 of every photo the person has, or ever attested to: one that was taken out may still be in a video. */
async function photosOf(parts: RemovalParts, person: KeptPerson): Promise<readonly string[]> {
  const records = await everyRecord(parts, person.owner, person.id)
  return [...new Set([...person.photos.map(({ sha256 }) => sha256), ...records.flatMap((record) => record.photos)])]
}

async function traces(parts: RemovalParts, person: KeptPerson): Promise<Traces> {
  const photos = await photosOf(parts, person)
  const copies = await parts.store.transact((rows) => parts.people.copiesOf(rows, person.owner, photos))
  const records = await everyRecord(parts, person.owner, person.id)
  return { ...copies, consents: records.flatMap(({ id, revokedAtMs }) => (revokedAtMs === null ? [id] : [])) }
}

async function removeTraces(parts: RemovalParts, person: KeptPerson, caller: Caller): Promise<Traces> {
  const { consents } = await traces(parts, person)
  const photos = await photosOf(parts, person)
  const records = await everyRecord(parts, person.owner, person.id)
  await parts.store.transact((rows) => revokeWithin(parts, rows, { records, photos, caller }))
  const gone = { videos: [] as string[], files: [] as string[], characters: [] as string[] }
  for (;;) {
    // Again until nothing is left: one that was being accepted may have come in between.
    const { videos, files, characters } = await parts.store.transact((rows) =>
      parts.people.copiesOf(rows, person.owner, photos),
    )
    if (videos.length + files.length + characters.length === 0) return { ...gone, consents }
    for (const id of videos) if (await removeJob(parts, caller, id)) gone.videos.push(id)
    for (const id of files) if (await parts.files.remove(id, caller)) gone.files.push(id)
    for (const id of characters) if (await parts.characters.remove(id, caller)) gone.characters.push(id)
  }
}
