import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { scriptedResult } from '../../spec/testing/scripted-engine.ts'
import { errorOf } from '../testing/open-api.ts'
import { collins, dataUrl, form, hopper, json, openPeople } from '../testing/open-people.ts'
import type { PeopleHouse } from '../testing/open-people.ts'

const consent = { version: '2026-11', attested_by: 'self', scope: 'hosted' }
let house: PeopleHouse
let hopperUrl: string
let collinsUrl: string
before(async () => {
  house = await openPeople()
  ;[hopperUrl, collinsUrl] = [await dataUrl(hopper), await dataUrl(collins)]
})
after(() => house.close())

interface Saved {
  id: string
  consent: { id: string } | null
}
async function save(name: string, photo: string, key: string): Promise<Saved> {
  const response = await house.ask('/v1/people', json({ name, photo, consent }, key))
  assert.equal(response.status, 200, await response.clone().text())
  return (await response.json()) as Saved
}
const create = (wish: object, key: string) => house.ask('/v1/videos', json({ prompt: 'p', ...wish }, key))
async function made(response: Response): Promise<string> {
  assert.equal(response.status, 200, await response.clone().text())
  return ((await response.json()) as { id: string }).id
}
const as = (key: string): RequestInit => ({ headers: { authorization: `Bearer ${key}` } })
const state = async (id: string) => (await house.opened.store.job(id))?.state
const actions = async (object: string) =>
  (await house.opened.audit.page({ limit: 100, order: 'asc', object })).map(({ action }) => action)

test('what was revoked shows in nothing new, on any engine and by any way; what waits is cancelled, what is made stays', async () => {
  const key = await house.key('revoker')
  const ann = await save('Ann', hopperUrl, key)
  const waiting = await made(await create({ model: 'hosted-1', prompt: '@Ann waves' }, key))
  const here = await made(await create({ prompt: '@Ann waves' }, key))
  const other = await made(await create({ input_reference: collinsUrl }, key))
  const running = await made(await create({ model: 'hosted-1', people: [ann.id] }, key))
  await take(running)
  const revoked = await house.ask(`/v1/consents/${ann.consent?.id}/revoke`, json({}, key))
  const answer = (await revoked.json()) as { revoked_at: number; cancelled_videos: string[] }
  assert.ok(answer.revoked_at > 0)
  assert.deepEqual(answer.cancelled_videos.toSorted(), [waiting, here].toSorted())
  assert.deepEqual(await Promise.all([waiting, here, running, other].map(state)), [
    'cancelled',
    'cancelled',
    'running',
    'queued',
  ])
  const why = (await house.opened.store.job(waiting))?.fault
  assert.deepEqual([why?.code, /consent.*revoked/.test(why?.message ?? '')], ['cancelled', true])
  for (const wish of [{ prompt: '@Ann waves' }, { people: [ann.id] }, { input_reference: hopperUrl }])
    for (const model of ['sora-2', 'hosted-1']) {
      const error = await errorOf(await create({ model, ...wish, consent: { ...consent, scope: undefined } }, key))
      assert.deepEqual([error.status, error.code], [400, 'consent_revoked'], JSON.stringify(wish).slice(0, 40))
    }
  const retry = await house.ask(`/v1/videos/${waiting}/retry`, json({}, key))
  assert.equal((await errorOf(retry)).code, 'consent_revoked')
  const again = await house.ask(`/v1/consents/${ann.consent?.id}/revoke`, json({}, key))
  const twice = (await again.json()) as typeof answer
  assert.deepEqual([twice.revoked_at, twice.cancelled_videos], [answer.revoked_at, []])
  assert.deepEqual(await actions(ann.consent?.id ?? ''), ['consent.given', 'consent.revoked'])
  const { status } = await house.ask(`/v1/people/${ann.id}/consent`, json(consent, key))
  assert.equal(status, 200)
  await made(await create({ model: 'hosted-1', prompt: '@Ann is back' }, key))
})

test('an older statement about the same photo does not outlive a revocation, and a new one in a request does not lift it', async () => {
  const key = await house.key('older')
  const said = { version: '2026-11', attested_by: 'self' }
  await made(await create({ model: 'hosted-1', input_reference: hopperUrl, consent: said }, key))
  const ann = await save('Ann', hopperUrl, key)
  await house.ask(`/v1/consents/${ann.consent?.id}/revoke`, json({}, key))
  for (const wish of [{}, { consent: said }])
    for (const model of ['sora-2', 'hosted-1'])
      assert.equal(
        (await errorOf(await create({ model, input_reference: hopperUrl, ...wish }, key))).code,
        'consent_revoked',
      )
})

/** The hosted engine takes this job, as far as the rows say. */
async function take(id: string): Promise<void> {
  const { store } = house.opened
  await store.transact(async (rows) => {
    const job = await rows.job(id)
    if (job?.state !== 'queued') throw new Error('not queued')
    const submitting = { ...job, state: 'submitting', attempt: 1 } as const
    await rows.moveJob(job, submitting)
    await rows.openAttempt({ jobId: id, attempt: 1, engine: 'hosted', key: `${id}-1` })
    await rows.moveJob(submitting, { ...submitting, state: 'running' })
    await rows.settleAttempt({ jobId: id, attempt: 1 }, 'pending', 'accepted', { handle: { render: `${id}-1` } })
  })
}

test('a removal takes everything that was made of a person along, and tells first what that is', async () => {
  const key = await house.key('remover')
  const bytesBefore = await house.left()
  const ann = await save('Ann', hopperUrl, key)
  const ben = await save('Ben', collinsUrl, key)
  const [alone, both] = [
    await made(await create({ input_reference: hopperUrl }, key)),
    await made(await create({ model: 'hosted-1', prompt: '@Ann and @Ben' }, key)),
  ]
  const without = await made(await create({ prompt: '@Ben' }, key))
  const kept = await house.ask(
    '/v1/files',
    form(
      [
        ['purpose', 'vision'],
        ['file', hopper],
      ],
      key,
    ),
  )
  const file = await made(kept)
  await take(both)
  const remove = (query: string) => house.ask(`/v1/people/${ann.id}${query}`, { ...as(key), method: 'DELETE' })
  const told = (await (await remove('?with=videos&dry_run=1')).json()) as Answer
  assert.deepEqual([told.deleted, told.removed.videos.toSorted()], [false, [alone, both].toSorted()])
  assert.deepEqual([told.removed.files, told.removed.consents], [[file], [ann.consent?.id]])
  assert.equal((await house.ask(`/v1/people/${ann.id}`, as(key))).status, 200)
  assert.equal(await state(alone), 'queued')

  const gone = (await (await remove('?with=videos')).json()) as Answer
  assert.equal(gone.deleted, true)
  assert.deepEqual(
    { ...gone.removed, videos: gone.removed.videos.toSorted() },
    {
      ...told.removed,
      videos: told.removed.videos.toSorted(),
    },
  )
  for (const path of [`people/${ann.id}`, `videos/${alone}`, `videos/${both}`, `files/${file}`])
    assert.equal((await house.ask(`/v1/${path}`, as(key))).status, 404, path)
  assert.ok(house.hosted.cancelled.has(`${both}-1`), 'the engine is told')
  assert.equal(await state(without), 'queued')
  assert.equal((await house.ask(`/v1/people/${ben.id}`, as(key))).status, 200)
  // Ben's photo, and its copy in his own video.
  assert.equal((await house.left()).length, bytesBefore.length + 2)
  assert.deepEqual(await actions(ann.id), ['person.created', 'person.removed'])
  assert.deepEqual(await actions(both), ['job.accepted', 'job.cancelled', 'job.deleted'])
  const record = (await (await house.ask(`/v1/consents/${ann.consent?.id}`, as(key))).json()) as Record<string, unknown>
  assert.deepEqual([record['person_name'], typeof record['revoked_at']], ['', 'number'])
  assert.equal((await errorOf(await create({ input_reference: hopperUrl }, key))).code, 'consent_revoked')
  assert.equal((await remove('?with=videos')).status, 404)
})

interface Answer {
  deleted: boolean
  removed: { photos: string[]; videos: string[]; files: string[]; characters: string[]; consents: string[] }
}

test('without its videos, only the person and their photos go', async () => {
  const key = await house.key('keeper')
  const ann = await save('Ann', hopperUrl, key)
  const id = await made(await create({ prompt: '@Ann' }, key))
  const gone = (await (await house.ask(`/v1/people/${ann.id}`, { ...as(key), method: 'DELETE' })).json()) as Answer
  assert.deepEqual([gone.removed.videos, gone.removed.consents, gone.removed.photos.length], [[], [], 1])
  assert.equal(await state(id), 'queued')
  await made(await create({ model: 'hosted-1', input_reference: hopperUrl }, key))
})

test('an admin removes for any owner; a finished video of theirs goes with its files', async () => {
  const key = await house.key('somebody')
  const ann = await save('Ann', hopperUrl, key)
  const id = await made(await create({ prompt: '@Ann' }, key))
  house.local.firstReport = { state: 'done', result: scriptedResult() }
  house.hosted.firstReport = { state: 'done', result: scriptedResult() }
  await house.driver.start()
  while ((await state(id)) !== 'completed') await new Promise((resolve) => setImmediate(resolve))
  assert.equal((await house.ask(`/v1/people/${ann.id}?with=videos`, { method: 'DELETE' })).status, 404)
  const query = '?with=videos&owner=somebody'
  const gone = (await (await house.ask(`/v1/people/${ann.id}${query}`, { method: 'DELETE' })).json()) as Answer
  assert.deepEqual(gone.removed.videos, [id])
  assert.equal(await state(id), undefined)
  assert.deepEqual(house.errors, [])
})
