import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import sharp from 'sharp'
import { consentSchema } from '../openapi/consent-operations.ts'
import { errorOf } from '../testing/open-api.ts'
import { collins, dataUrl, form, hopper, json, openPeople } from '../testing/open-people.ts'
import type { PeopleHouse } from '../testing/open-people.ts'

const good = { version: '2026-11', attested_by: 'self' }
let house: PeopleHouse
let hopperUrl: string
let collinsUrl: string
before(async () => {
  house = await openPeople()
  ;[hopperUrl, collinsUrl] = [await dataUrl(hopper), await dataUrl(collins)]
})
after(() => house.close())

const create = (wish: object, key?: string) => house.ask('/v1/videos', json({ prompt: 'Two people', ...wish }, key))
const hosted = (wish: object, key?: string) => create({ model: 'hosted-1', ...wish }, key)
async function made(response: Response): Promise<string> {
  assert.equal(response.status, 200, await response.clone().text())
  return ((await response.json()) as { id: string }).id
}
async function records(key: string) {
  const list = await house.ask('/v1/consents', { headers: { authorization: `Bearer ${key}` } })
  const { data } = (await list.json()) as { data: unknown[] }
  return data.map((one) => consentSchema.strict().parse(one))
}

test('a photo for a hosted engine needs a consent, the refusal says how to send it, and nothing is left', async () => {
  const anna = await house.key('anna')
  const before = await house.left()
  const refused = await errorOf(await hosted({ input_reference: hopperUrl }, anna))
  assert.deepEqual([refused.status, refused.code, refused.param], [400, 'consent_required', 'consent'])
  assert.match(refused.message, /'hosted-1' sends photos to video\.example/)
  assert.deepEqual(await house.left(), before)
  assert.deepEqual(await records(anna), [])
  const sent = /"consent": (\{[^}]+\})/.exec(refused.message)?.[1] ?? ''
  await made(await hosted({ input_reference: hopperUrl, consent: JSON.parse(sent) as object }, anna))
  const [record, ...more] = await records(anna)
  assert.deepEqual(more, [])
  assert.deepEqual([record?.attested_by, record?.scope, record?.person_id], ['self', ['hosted'], null])
  assert.equal(record?.photos.length, 1)
})

test('as a form it is sent as the official SDKs spell it, and the same photo needs it once', async () => {
  const key = await house.key('form')
  const parts = [
    ['model', 'hosted-1'],
    ['prompt', 'Two people'],
    ['input_reference', hopper],
  ] as const
  assert.equal((await errorOf(await house.ask('/v1/videos', form(parts, key)))).code, 'consent_required')
  const consent = [
    ['consent[version]', '2026-11'],
    ['consent[attested_by]', 'Mary Hopper \u{1F600}'],
  ] as const
  const id = await made(await house.ask('/v1/videos', form([...parts, ...consent], key)))
  await made(await house.ask('/v1/videos', form(parts, key)))
  const other = await errorOf(await hosted({ input_reference: [hopperUrl, collinsUrl] }, key))
  assert.equal(other.code, 'consent_required')
  assert.deepEqual(
    (await records(key)).map(({ attested_by: by }) => by),
    ['Mary Hopper \u{1F600}'],
  )
  const remix = await house.ask(`/v1/videos/${id}/remix`, json({ prompt: 'Again' }, key))
  assert.equal((await errorOf(remix)).code, 'video_not_completed', 'a remix is asked for by its own rules')
})

test('the engine on this machine needs none, and neither do words alone', async () => {
  const key = await house.key('plain')
  await made(await create({ model: 'sora-2', input_reference: hopperUrl }, key))
  await made(await create({ input_reference: [hopperUrl, collinsUrl] }, key))
  await made(await hosted({}, key))
  assert.deepEqual(await records(key), [])
})

test('one owner’s consent is nobody else’s', async () => {
  const [one, two] = [await house.key('one'), await house.key('two')]
  await made(await hosted({ input_reference: hopperUrl, consent: good }, one))
  assert.equal((await errorOf(await hosted({ input_reference: hopperUrl }, two))).code, 'consent_required')
})

test('a saved person’s consent covers the photos and engines that it names', async () => {
  const key = await house.key('scopes')
  const save = (name: string, consent?: object) =>
    house.ask('/v1/people', json({ name, photo: hopperUrl, ...(consent && { consent }) }, key))
  const ann = await made(await save('Ann'))
  const use = () => hosted({ prompt: '@Ann waves' }, key)
  assert.equal((await errorOf(await use())).code, 'consent_required')
  const give = (scope?: unknown) => house.ask(`/v1/people/${ann}/consent`, json({ ...good, scope }, key))
  await made(await give())
  assert.equal((await errorOf(await use())).code, 'consent_required', 'this machine only')
  await made(await give(['local']))
  assert.equal((await errorOf(await use())).code, 'consent_required', 'another engine only')
  await made(await create({ prompt: '@Ann waves' }, key))
  await made(await give(['hosted']))
  await made(await use())
  await made(await hosted({ input_reference: hopperUrl }, key))
  const second = await house.ask(`/v1/people/${ann}/photos`, json({ photo: collinsUrl }, key))
  const { photos } = (await second.json()) as { photos: { id: string }[] }
  await house.ask(`/v1/people/${ann}`, json({ preferred_photo_id: photos[1]?.id }, key))
  assert.equal((await errorOf(await use())).code, 'consent_required', 'a photo nobody was asked about')
})

test('a strict key does not get round it, may send it, and each bad one is refused by name', async () => {
  const strict = await house.ask('/v1/keys', json({ name: 's', owner: 'strict', profile: 'strict' }))
  const { key } = (await strict.json()) as { key: string }
  const fitting = await sharp(await hopper.bytes())
    .resize(720, 1280)
    .jpeg()
    .toBuffer()
  const photo = `data:image/jpeg;base64,${fitting.toString('base64')}`
  assert.equal((await errorOf(await hosted({ input_reference: photo }, key))).code, 'consent_required')
  await made(await hosted({ input_reference: photo, consent: good }, key))
  const bad = [
    ['consent as a word', 'yes', /version/],
    ['consent without a name', { version: '2026-11' }, /attested_by/],
    ['consent to nothing', { attested_by: 'self' }, /version/],
    ['a wrong version', { ...good, version: '1' }, /'1'.*'2026-11'/],
    ['a name of 81', { ...good, attested_by: 'x'.repeat(81) }, /80/],
    ['a list', [good], /object/],
    ['a scope, which a request has not', { ...good, scope: 'hosted' }, /./],
  ] as const
  for (const [what, consent, words] of bad) {
    const error = await errorOf(await hosted({ input_reference: hopperUrl, consent }, key))
    assert.deepEqual([error.status, error.param], [400, 'consent'], what)
    assert.match(error.message, words, what)
  }
})

test('where the operator leaves it to the holders of keys, nothing is asked, and revoked stays revoked', async (t) => {
  const open = await openPeople({ consentRequired: false })
  t.after(() => open.close())
  const ask = (wish: object) => open.ask('/v1/videos', json({ model: 'hosted-1', prompt: 'p', ...wish }))
  await made(await ask({ input_reference: hopperUrl }))
  await made(await ask({ input_reference: hopperUrl, consent: good }))
  const { data } = (await (await open.ask('/v1/consents')).json()) as { data: { id: string }[] }
  assert.equal((await open.ask(`/v1/consents/${data[0]?.id}/revoke`, json({}))).status, 200)
  assert.equal((await errorOf(await ask({ input_reference: hopperUrl }))).code, 'consent_revoked')
})

test('the texts, and an offer’s rules, are told before anything is sent', async () => {
  const texts = (await (await house.ask('/v1/consents/texts')).json()) as { data: { version: string }[] }
  assert.equal(texts.data[0]?.version, '2026-11')
  const estimate = await house.ask(
    '/v1/videos/estimates',
    json({ model: 'hosted-1', prompt: 'p', input_reference: hopperUrl }),
  )
  const told = (await estimate.json()) as { offer: { people: object }; warnings: string[]; problems: unknown[] }
  const rules = { photos_go_to: 'video.example', kept_there: '30 days', own_consent: false, charged_on_refusal: null }
  assert.deepEqual(told.offer.people, { faces: true, ...rules })
  assert.match(told.warnings.join(), /sent to video\.example.*needs a consent/)
  assert.deepEqual(told.problems, [])
})
