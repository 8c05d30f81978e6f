import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { errorOf } from '../testing/open-api.ts'
import { dataUrl, form, hopper, json, openPeople } from '../testing/open-people.ts'
import type { PeopleHouse } from '../testing/open-people.ts'

let house: PeopleHouse
let photo: string
let id: string
before(async () => {
  house = await openPeople()
  photo = await dataUrl(hopper)
  const saved = await house.ask('/v1/people', json({ name: 'Ann', photo }))
  id = ((await saved.json()) as { id: string }).id
})
after(() => house.close())

const good = { version: '2026-11', attested_by: 'self' }
type Bad = readonly [what: string, wish: () => RequestInit, param: string | null, words: RegExp, status?: number]

const people: readonly Bad[] = [
  ['no name', () => json({ photo }), 'name', /Missing/],
  ['a null name', () => json({ name: null, photo }), 'name', /Missing/],
  ['a blank name', () => json({ name: ' \n', photo }), 'name', /blank/],
  ['a name that is a number', () => json({ name: 5, photo }), 'name', /text/],
  ['81 characters', () => json({ name: '\u{1F600}'.repeat(81), photo }), 'name', /80/],
  ['NUL in the name', () => json({ name: 'a\0b', photo }), 'name', /valid text/],
  ['half a surrogate', () => json({ name: 'a\ud800', photo }), 'name', /valid text/],
  ['a name that is a place', () => json({ name: 'Person 3', photo }), 'name', /@person3.*place/],
  ['a name that begins with @', () => json({ name: '@ann', photo }), 'name', /begins with '@'/],
  ['no photo', () => json({ name: 'Ben' }), 'photo', /Missing/],
  ['two photos', () => json({ name: 'Ben', photo: [photo, photo] }), 'photo', /one photo/],
  ['a photo that is a number', () => json({ name: 'Ben', photo: 5 }), 'photo', /exactly one of image_url and file_id/],
  ['a photo that is no picture', () => json({ name: 'Ben', photo: 'data:;base64,aGVsbG8=' }), 'photo', /photo/i],
  [
    'a file id of nothing',
    () => json({ name: 'Ben', photo: { file_id: 'file-x' } }),
    'photo',
    /no photo with the file_id/,
    404,
  ],
  ['both ways at once', () => json({ name: 'Ben', photo: { file_id: 'f', image_url: 'u' } }), 'photo', /exactly one/],
  ['a private address', () => json({ name: 'Ben', photo: 'http://127.0.0.1/a.png' }), 'photo', /not fetched/],
  [
    'a text file',
    () =>
      form([
        ['name', 'Ben'],
        ['photo', new File(['hello'], 'a.jpg')],
      ]),
    'photo',
    /./,
  ],
  [
    'an empty file',
    () =>
      form([
        ['name', 'Ben'],
        ['photo', new File([], 'a.jpg')],
      ]),
    'photo',
    /./,
  ],
  [
    'two files',
    () =>
      form([
        ['name', 'Ben'],
        ['photo', hopper],
        ['photo', hopper],
      ]),
    'photo',
    /one photo/,
  ],
  [
    'a file and a name of one',
    () =>
      form([
        ['name', 'Ben'],
        ['photo', hopper],
        ['photo[file_id]', 'f'],
      ]),
    'photo',
    /one photo/,
  ],
  [
    'a file in a strange field',
    () =>
      form([
        ['name', 'Ben'],
        ['face', hopper],
      ]),
    'face',
    /Unknown file field/,
  ],
  ['an unknown field', () => json({ name: 'Ben', photo, age: 5 }), 'age', /Unknown parameter/],
  ['a way into an engine', () => json({ name: 'Ben', photo, base_url: 'x' }), 'base_url', /Unknown/],
  ['consent as text', () => json({ name: 'Ben', photo, consent: 'yes' }), 'consent', /version.*attested_by/],
  ['consent as yes', () => json({ name: 'Ben', photo, consent: true }), 'consent', /version.*attested_by/],
  ['consent by nobody', () => json({ name: 'Ben', photo, consent: { version: '2026-11' } }), 'consent', /attested_by/],
  [
    'consent by a blank',
    () => json({ name: 'Ben', photo, consent: { ...good, attested_by: ' ' } }),
    'consent',
    /blank/,
  ],
  [
    'consent by a book',
    () => json({ name: 'Ben', photo, consent: { ...good, attested_by: 'x'.repeat(81) } }),
    'consent',
    /80/,
  ],
  [
    'consent by NUL',
    () => json({ name: 'Ben', photo, consent: { ...good, attested_by: '\0' } }),
    'consent',
    /valid text/,
  ],
  ['consent to no text', () => json({ name: 'Ben', photo, consent: { attested_by: 'self' } }), 'consent', /version/],
  [
    'consent to an old text',
    () => json({ name: 'Ben', photo, consent: { ...good, version: '2020-01' } }),
    'consent',
    /'2020-01'.*'2026-11'/,
  ],
  [
    'a scope of nowhere',
    () => json({ name: 'Ben', photo, consent: { ...good, scope: 'moon' } }),
    'consent',
    /this_machine/,
  ],
  ['a scope of nothing', () => json({ name: 'Ben', photo, consent: { ...good, scope: [] } }), 'consent', /1 to 50/],
  [
    'a scope of an unknown engine',
    () => json({ name: 'Ben', photo, consent: { ...good, scope: ['nope'] } }),
    'consent',
    /'nope'.*'local', 'hosted'/,
  ],
  ['more than it should hold', () => json({ name: 'Ben', photo, consent: { ...good, revoked_at: 5 } }), 'consent', /./],
  [
    'plain text',
    () => ({ method: 'POST', headers: { 'content-type': 'text/plain' }, body: 'x' }),
    null,
    /multipart/,
    415,
  ],
]
for (const [what, wish, param, words, status = 400] of people)
  test(`a person with ${what} is refused by name and leaves nothing`, async () => {
    const before = await house.left()
    const error = await errorOf(await house.ask('/v1/people', wish()))
    assert.deepEqual([error.status, error.param], [status, param], error.message)
    assert.match(error.message, words)
    assert.deepEqual(await house.left(), before)
    assert.deepEqual(house.errors, [])
  })

const others: readonly (readonly [string, string, () => RequestInit, string, RegExp])[] = [
  ['a change of nothing', '/ID', () => json({}), 'name', /Send name or/],
  ['a change to a blank', '/ID', () => json({ name: '' }), 'name', /blank/],
  [
    'a foreign preference',
    '/ID',
    () => json({ preferred_photo_id: 'photo_x' }),
    'preferred_photo_id',
    /no photo 'photo_x'/,
  ],
  ['a numeric preference', '/ID', () => json({ preferred_photo_id: 5 }), 'preferred_photo_id', /id of a photo/],
  ['an unknown change', '/ID', () => json({ name: 'Ann', owner: 'x' }), 'owner', /Unknown/],
  ['no further photo', '/ID/photos', () => json({}), 'photo', /Missing/],
  ['a consent without fields', '/ID/consent', () => json({}), 'consent', /version/],
  [
    'a consent of a file',
    '/ID/consent',
    () =>
      form([
        ['version', '2026-11'],
        ['photo', hopper],
      ]),
    'photo',
    /Unknown file/,
  ],
  ['a removal with what', '/ID?with=all', () => ({ method: 'DELETE' }), 'with', /'videos'/],
  ['a dry run of maybe', '/ID?dry_run=maybe', () => ({ method: 'DELETE' }), 'dry_run', /1 or 0/],
]
for (const [what, path, wish, param, words] of others)
  test(`${what} is refused by name and changes nothing`, async () => {
    const before = await (await house.ask(`/v1/people/${id}`)).text()
    const error = await errorOf(await house.ask(`/v1/people${path.replace('ID', id)}`, wish()))
    assert.deepEqual([error.status, error.param], [400, param], error.message)
    assert.match(error.message, words)
    assert.equal(await (await house.ask(`/v1/people/${id}`)).text(), before)
  })

test('hostile ids are not found, and odd methods are told what there is', async () => {
  for (const bad of ['person_x', '%00', '..%2f..', "'%20or%201=1--", 'x'.repeat(3000)])
    assert.equal((await errorOf(await house.ask(`/v1/people/${bad}`))).code, 'person_not_found', bad.slice(0, 20))
  assert.equal((await errorOf(await house.ask('/v1/consents/nope'))).code, 'consent_not_found')
  assert.equal((await errorOf(await house.ask(`/v1/people/${id}/photos/x/content`))).code, 'photo_not_found')
  for (const [path, allow] of [
    ['/v1/people', 'GET, POST'],
    [`/v1/people/${id}`, 'GET, POST, DELETE'],
    [`/v1/people/${id}/consent`, 'POST'],
    [`/v1/consents/x/revoke`, 'POST'],
  ] as const) {
    const response = await house.ask(path, { method: 'PUT' })
    assert.deepEqual([response.status, response.headers.get('allow')], [405, allow], path)
  }
  const refused = await errorOf(await house.ask('/v1/consents?order=asc'))
  assert.equal(refused.param, 'order')
})
