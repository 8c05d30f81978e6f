import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { writeTinyVideo } from '../../media/testing/tiny-video.ts'
import { scriptedResult } from '../../spec/testing/scripted-engine.ts'
import { errorOf } from '../testing/open-api.ts'
import { dataUrl, form, hostedOffer, hopper, json, openPeople } from '../testing/open-people.ts'
import type { PeopleHouse } from '../testing/open-people.ts'

const consent = { version: '2026-11', attested_by: 'self' }
let house: PeopleHouse
before(async () => {
  // Whatever the film holds, and nothing but the consent stands against it.
  const seconds = { kind: 'range', min: 1, max: 120, suggested: [4] } as const
  const sizes = { kind: 'range', min: 16, max: 4096, maxPixels: 4096 * 4096, suggested: ['720x1280'] } as const
  house = await openPeople({ hostedOffer: { ...hostedOffer, seconds, sizes, edits: 'any', extends: 'any' } })
  for (const engine of [house.local, house.hosted]) engine.firstReport = { state: 'done', result: scriptedResult() }
  await house.driver.start()
})
after(() => house.close())

async function completed(wish: object): Promise<string> {
  const response = await house.ask('/v1/videos', json({ prompt: 'p', ...wish }))
  assert.equal(response.status, 200, await response.clone().text())
  const { id } = (await response.json()) as { id: string }
  while ((await house.opened.store.job(id))?.state !== 'completed')
    await new Promise((resolve) => setImmediate(resolve))
  return id
}

test('what was attested to for a video holds for its remix, edit, extension and retry, until it is revoked', async () => {
  const id = await completed({ model: 'hosted-1', input_reference: await dataUrl(hopper), consent })
  const asks = [
    ['remix', `/v1/videos/${id}/remix`, { prompt: 'Again' }],
    ['retry', `/v1/videos/${id}/retry`, {}],
    ['edit', '/v1/videos/edits', { prompt: 'Again', video: { id } }],
    ['extension', '/v1/videos/extensions', { prompt: 'Again', seconds: 4, video: { id } }],
  ] as const
  for (const [what, path, body] of asks) assert.equal((await house.ask(path, json(body))).status, 200, what)
  const { data } = (await (await house.ask('/v1/consents')).json()) as { data: { id: string }[] }
  assert.equal(data.length, 1)
  await house.ask(`/v1/consents/${data[0]?.id}/revoke`, json({}))
  for (const [what, path, body] of asks)
    for (const more of [{}, { consent }])
      assert.equal((await errorOf(await house.ask(path, json({ ...body, ...more })))).code, 'consent_revoked', what)
})

test('an uploaded film leaves this machine only with a consent', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'kinora-film-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  await writeTinyVideo(join(folder, 'film.mp4'))
  const film = new File([await readFile(join(folder, 'film.mp4'))], 'film.mp4')
  const parts = [
    ['prompt', 'In the rain'],
    ['video', film],
  ] as const
  const edit = (...more: (readonly [string, string])[]) => house.ask('/v1/videos/edits', form([...parts, ...more]))
  const refused = await errorOf(await edit(['model', 'hosted-1']))
  assert.deepEqual([refused.status, refused.code, refused.param], [400, 'consent_required', 'consent'])
  const said = [
    ['consent[version]', '2026-11'],
    ['consent[attested_by]', 'self'],
  ] as const
  const answer = await edit(['model', 'hosted-1'], ...said)
  assert.equal(answer.status, 200, await answer.clone().text())
  assert.equal((await errorOf(await edit(['model', 'hosted-1'], ['consent[version]', '1']))).param, 'consent')
})
