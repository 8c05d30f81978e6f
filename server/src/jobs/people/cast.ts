import type { Blobs } from '../../spec/blobs.ts'
import type { ConsentLog } from '../../spec/consent.ts'
import { Fault } from '../../spec/fault.ts'
import type { CastMember } from '../../spec/people-desk.ts'
import type { KeptPerson, PeopleStore } from '../../spec/people-store.ts'
import { firstNamed, mentions } from './names.ts'

export interface CastParts {
  readonly people: PeopleStore
  readonly consents: ConsentLog
  readonly blobs: Blobs
}

const refuse = (message: string): Fault => new Fault('invalid_value', message, { param: 'people' })

/** See `PeopleDesk.cast`. One text for ids that are unknown, removed or another's. */
export async function castOf(
  parts: CastParts,
  ids: readonly string[],
  prompt: string,
  owner: string,
): Promise<readonly CastMember[]> {
  if (new Set(ids).size < ids.length) throw refuse('The same person was sent twice.')
  const called = prompt.includes('@') ? mentions(prompt, await parts.people.namesOf(owner)) : new Map<string, number>()
  const found: { readonly person: KeptPerson; readonly at: number }[] = []
  for (const id of new Set([...ids, ...called.keys()])) {
    const person = await parts.people.personOf(owner, id)
    if (!person && !ids.includes(id)) continue // removed in between
    if (!person) throw refuse(`There is no person with the id '${id.slice(0, 80)}'.`)
    const [last] = await parts.consents.consentsOf(owner, { limit: 1, personId: id })
    if (last && last.revokedAtMs !== null)
      throw new Fault(
        'consent_revoked',
        `The consent for the person '${person.name}' was revoked: no new video shows them.`,
        {
          param: 'people',
        },
      )
    found.push({ person, at: firstNamed(prompt, person.name, called.get(id)) })
  }
  // Stable: those whom the prompt does not name keep the order in which they were sent.
  const inOrder = found.toSorted((a, b) => (a.at === b.at ? 0 : a.at - b.at))
  return inOrder.map(({ person }) => toMember(parts, person))
}

function toMember({ blobs }: CastParts, { id, name, photos, preferredPhotoId }: KeptPerson): CastMember {
  const photo = photos.find((one) => one.id === preferredPhotoId) ?? photos[0]
  if (!photo) throw new Error(`${id} has no photo.`)
  const { mediaType, width, height, bytes, key } = photo
  return { id, name, photo: { mediaType, width, height, bytes, open: () => blobs.open(key) } }
}
