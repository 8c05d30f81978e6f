import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { savedPersonSchema } from '../openapi/people-operations.ts'
import { errorOf } from '../testing/open-api.ts'
import { collins, dataUrl, form, hopper, json, openPeople } from '../testing/open-people.ts'
import type { PeopleHouse } from '../testing/open-people.ts'

let house: PeopleHouse
let ben: string
before(async () => {
  house = await openPeople()
  ben = await house.key('ben')
})
after(() => house.close())

type Person = ReturnType<typeof savedPersonSchema.parse>
async function read(response: Response | Promise<Response>): Promise<Person> {
  const answer = await response
  assert.equal(answer.status, 200, await answer.clone().text())
  return savedPersonSchema.strict().parse(await answer.json())
}
const save = (name: string, key?: string) =>
  read(
    house.ask(
      '/v1/people',
      form(
        [
          ['name', name],
          ['photo', hopper],
        ],
        key,
      ),
    ),
  )
const as = (key: string): RequestInit => ({ headers: { authorization: `Bearer ${key}` } })
const remove = (path: string, init: RequestInit = {}) => house.ask(path, { ...init, method: 'DELETE' })

test('a person is saved from a form or JSON, listed, renamed and removed with their bytes', async () => {
  const name = 'Grace "Amazing" Hopper é \u{1F600}'
  const grace = await save(name)
  assert.equal(grace.name, name)
  assert.match(grace.id, /^person_[0-9a-f]{32}$/)
  assert.deepEqual([grace.consent, grace.photos.length], [null, 1])
  const consent = { version: '2026-11', attested_by: 'self', scope: ['hosted'] }
  const photo = { image_url: await dataUrl(collins) }
  const eileen = await read(house.ask('/v1/people', json({ name: 'Eileen', photo, consent })))
  assert.deepEqual(
    eileen.consent?.photos,
    eileen.photos.map(({ sha256 }) => sha256),
  )
  assert.deepEqual([eileen.consent?.scope, eileen.consent?.person_name], [['hosted'], 'Eileen'])
  const list = (await (await house.ask('/v1/people?limit=1&order=asc')).json()) as { data: Person[]; has_more: boolean }
  assert.deepEqual([list.data, list.has_more], [[grace], true])
  const next = (await (await house.ask(`/v1/people?after=${grace.id}&order=asc`)).json()) as { data: Person[] }
  assert.deepEqual(next.data, [eileen])
  assert.equal((await read(house.ask(`/v1/people/${grace.id}`, json({ name: 'Grace' })))).name, 'Grace')
  assert.deepEqual(await house.left(), ['photo.jpg', 'photo.jpg'])
  const gone = await (await remove(`/v1/people/${eileen.id}`)).json()
  const nothing = { videos: [], files: [], characters: [], consents: [] }
  const removed = { photos: [eileen.preferred_photo_id], ...nothing }
  assert.deepEqual(gone, { id: eileen.id, object: 'person.deleted', deleted: true, removed })
  assert.deepEqual(await house.left(), ['photo.jpg'])
  assert.equal((await remove(`/v1/people/${grace.id}`)).status, 200)
  assert.deepEqual(await house.left(), [])
})

test('photos are added and removed, one is preferred, and the last stays', async () => {
  const { id, preferred_photo_id: first } = await save('Ann')
  const kept = await house.ask(
    '/v1/files',
    form([
      ['purpose', 'vision'],
      ['file', collins],
    ]),
  )
  const { id: fileId } = (await kept.json()) as { id: string }
  const two = await read(house.ask(`/v1/people/${id}/photos`, json({ photo: { file_id: fileId } })))
  const second = two.photos[1]?.id ?? ''
  assert.deepEqual([two.photos.length, two.preferred_photo_id], [2, first])
  const changed = await read(house.ask(`/v1/people/${id}`, json({ preferred_photo_id: second })))
  assert.equal(changed.preferred_photo_id, second)
  const bytes = await house.ask(`/v1/people/${id}/photos/${second}/content`)
  assert.deepEqual([bytes.status, bytes.headers.get('content-type')], [200, 'image/jpeg'])
  assert.equal((await bytes.arrayBuffer()).byteLength, changed.photos[1]?.bytes)
  const one = await read(remove(`/v1/people/${id}/photos/${second}`))
  assert.deepEqual([one.photos.length, one.preferred_photo_id], [1, first])
  const last = await errorOf(await remove(`/v1/people/${id}/photos/${first}`))
  assert.deepEqual([last.status, last.param], [400, 'photo_id'])
  await remove(`/v1/files/${fileId}`)
  await remove(`/v1/people/${id}`)
  assert.deepEqual(await house.left(), [])
})

test('names are told apart without case, width of spaces or way of typing, within one owner', async () => {
  const person = await save('Ben é Lee')
  for (const name of ['ben É lee', 'BenéLee', 'Ben é  Lee'.normalize('NFD')]) {
    const taken = await errorOf(
      await house.ask(
        '/v1/people',
        form([
          ['name', name],
          ['photo', hopper],
        ]),
      ),
    )
    assert.deepEqual([taken.status, taken.param], [400, 'name'], name)
    assert.match(taken.message, /already a person/)
  }
  assert.equal((await read(house.ask(`/v1/people/${person.id}`, json({ name: 'BEN É LEE' })))).name, 'BEN É LEE')
  const other = await save('Ben é Lee', ben)
  assert.equal((await remove(`/v1/people/${other.id}`, as(ben))).status, 200)
  await remove(`/v1/people/${person.id}`)
  assert.deepEqual(await house.left(), [])
})

test('another owner’s person and consent answer exactly like ones that never were', async () => {
  const consent = { version: '2026-11', attested_by: 'Mary', scope: 'hosted' }
  const ann = await read(house.ask('/v1/people', json({ name: 'Ann', photo: await dataUrl(hopper), consent })))
  const never = 'person_00000000000000000000000000000000'
  const photo = `photos/${ann.preferred_photo_id}`
  const ask = async (path: string, init: RequestInit, id: string) => {
    const response = await house.ask(path.replace('ID', id), init)
    return `${response.status} ${(await response.text()).replaceAll(id, 'ID')}`
  }
  const same = async (path: string, init: RequestInit, id: string, unknown: string) => {
    const answer = await ask(path, init, id)
    assert.equal(answer, await ask(path, init, unknown), path)
    assert.match(answer, /^40[04] /, path)
  }
  await same('/v1/people/ID', as(ben), ann.id, never)
  await same('/v1/people?after=ID', as(ben), ann.id, never)
  await same('/v1/people/ID', json({ name: 'Mine' }, ben), ann.id, never)
  await same('/v1/people/ID/consent', json({ version: '2026-11', attested_by: 'self' }, ben), ann.id, never)
  await same('/v1/people/ID/photos', json({ photo: await dataUrl(hopper) }, ben), ann.id, never)
  await same(`/v1/people/ID/${photo}/content`, as(ben), ann.id, never)
  await same(`/v1/people/ID/${photo}`, { ...as(ben), method: 'DELETE' }, ann.id, never)
  await same('/v1/people/ID?with=videos', { ...as(ben), method: 'DELETE' }, ann.id, never)
  await same('/v1/people/ID?dry_run=1', { ...as(ben), method: 'DELETE' }, ann.id, never)
  const record = ann.consent?.id ?? ''
  await same('/v1/consents/ID', as(ben), record, 'consent_0')
  await same('/v1/consents?after=ID', as(ben), record, 'consent_0')
  await same('/v1/consents/ID/revoke', json({}, ben), record, 'consent_0')
  const make = (id: string) => json({ prompt: 'p', people: [id] }, ben)
  const [foreign, unknown] = [await house.ask('/v1/videos', make(ann.id)), await house.ask('/v1/videos', make(never))]
  assert.equal((await foreign.text()).replace(ann.id, never), await unknown.text())
  assert.equal((await house.ask('/v1/people?owner=default', as(ben))).status, 403)
  assert.deepEqual(await read(house.ask(`/v1/people/${ann.id}`)), ann)
  await remove(`/v1/people/${ann.id}`)
})
