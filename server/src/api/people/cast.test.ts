import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { errorOf } from '../testing/open-api.ts'
import { collins, dataUrl, hopper, json, openPeople } from '../testing/open-people.ts'
import type { PeopleHouse } from '../testing/open-people.ts'

let house: PeopleHouse
/** Ids and digests by name. */
const saved = new Map<string, { id: string; sha256: string }>()
before(async () => {
  house = await openPeople()
  for (const [name, file] of [
    ['Grace Hopper', hopper],
    ['Eileen', collins],
  ] as const) {
    const response = await house.ask('/v1/people', json({ name, photo: await dataUrl(file) }))
    const { id, photos } = (await response.json()) as { id: string; photos: { sha256: string }[] }
    saved.set(name, { id, sha256: photos[0]?.sha256 ?? '' })
  }
})
after(() => house.close())

const [grace, eileen] = ['Grace Hopper', 'Eileen'] as const
const ids = (...names: string[]) => names.map((name) => saved.get(name)?.id)

/** Whose photos the job took, in order. */
async function shown(wish: object): Promise<string[]> {
  const response = await house.ask('/v1/videos', json(wish))
  assert.equal(response.status, 200, await response.clone().text())
  const { id } = (await response.json()) as { id: string }
  const references = (await house.opened.store.job(id))?.order.references ?? []
  const names = [...saved].map(([name, { sha256 }]) => [sha256, name] as const)
  return references.map(({ sha256 }) => new Map(names).get(sha256) ?? 'a stranger')
}

test('people come in the order of their first mention, whoever was sent first', async () => {
  for (const [wish, expected] of [
    [{ prompt: '@Eileen meets @Grace Hopper' }, [eileen, grace]],
    [{ prompt: '@gracehopper meets @Eileen, says @gracehopper' }, [grace, eileen]],
    [{ prompt: 'Eileen meets Grace Hopper', people: ids(grace, eileen) }, [eileen, grace]],
    [{ prompt: 'Two people', people: ids(eileen, grace) }, [eileen, grace]],
    [{ prompt: 'Grace Hopper waves', people: ids(eileen, grace) }, [grace, eileen]],
    [{ prompt: '@Eileen waves', people: ids(eileen) }, [eileen]],
    [{ prompt: '@Eileen waves', people: ids(grace) }, [eileen, grace]],
    [{ prompt: 'Eileen without a sign' }, []],
    [{ prompt: '@person2 is a photo by its place', people: ids(grace, eileen) }, [grace, eileen]],
  ] as const)
    assert.deepEqual(await shown(wish), expected, JSON.stringify(wish))
})

test('a plain photo comes before people, and the prompt stays as typed', async () => {
  const prompt = '@EILEEN \u{202E}waves\u{202C} \u{1F44B}'
  const photo = await dataUrl(hopper)
  assert.deepEqual(await shown({ prompt, input_reference: photo }), [grace, eileen])
  const [job] = await house.opened.store.jobsOf('default', { limit: 1, order: 'desc' })
  assert.equal(job?.order.prompt, prompt)
})

test('what cannot be meant is refused by name', async () => {
  for (const [wish, param, words] of [
    [{ people: 'Ann' }, 'people', /list/],
    [{ people: [5] }, 'people', /list/],
    [{ people: [''] }, 'people', /list/],
    [{ people: Array(9).fill('x') }, 'people', /at most 8/],
    [{ people: ['person_x'] }, 'people', /no person with the id 'person_x'/],
    [{ people: [saved.get(grace)?.id, saved.get(grace)?.id] }, 'people', /twice/],
    [{ prompt: '@person3', people: ids(grace, eileen) }, 'prompt', /'@person3', but 2 photos came/],
    [{ prompt: '@person1' }, 'prompt', /no photo came/],
  ] as const) {
    const error = await errorOf(await house.ask('/v1/videos', json({ prompt: 'p', ...wish })))
    assert.deepEqual([error.status, error.param], [400, param], error.message)
    assert.match(error.message, words)
    const estimate = await house.ask('/v1/videos/estimates', json({ prompt: 'p', ...wish }))
    const { problems } = (await estimate.json()) as { problems: { param: string; message: string }[] }
    assert.ok(
      problems.some((one) => one.param === param && words.test(one.message)),
      JSON.stringify(wish),
    )
  }
})

test('a repeat is answered as before, also after the person is gone', async () => {
  const response = await house.ask('/v1/people', json({ name: 'Ann', photo: await dataUrl(hopper) }))
  const { id } = (await response.json()) as { id: string }
  const wish = json({ prompt: '@Ann waves', people: [id] })
  const headers = new Headers(wish.headers)
  headers.set('idempotency-key', 'one')
  const ask = () => house.ask('/v1/videos', { ...wish, headers })
  const first = await (await ask()).text()
  assert.equal((await house.ask(`/v1/people/${id}`, { method: 'DELETE' })).status, 200)
  assert.equal(await (await ask()).text(), first)
  assert.equal((await errorOf(await house.ask('/v1/videos', wish))).param, 'people')
})
