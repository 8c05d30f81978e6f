import { Fault } from '../../spec/fault.ts'
import type { ConsentDesk, PeopleDesk } from '../../spec/people-desk.ts'

const nobody = () => Promise.reject(new Fault('person_not_found', 'Nobody is kept here.', { param: 'id' }))
const nothing = () => Promise.reject(new Fault('consent_not_found', 'Nothing is kept here.', { param: 'id' }))

/** Knows nobody. What people really do is tested against the real desk. */
export const noPeople: PeopleDesk = {
  create: nobody,
  find: nobody,
  list: async () => ({ people: [], hasMore: false }),
  update: nobody,
  addPhoto: nobody,
  removePhoto: nobody,
  photo: nobody,
  remove: nobody,
  cast: async () => [],
}

export const noConsents: ConsentDesk = {
  give: nobody,
  find: nothing,
  list: async () => ({ consents: [], hasMore: false }),
  revoke: nothing,
}
