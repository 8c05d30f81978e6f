import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { errorOf, openApi } from './testing/open-api.ts'

const api = openApi()
after(() => api.close())

test('a list passes on its words, statuses and engine, and leaves out what was not said', async () => {
  assert.equal(
    (await api.ask('/v1/videos?q=%20two++words%20&status=queued,in_progress&engine=local&limit=5')).status,
    200,
  )
  assert.equal((await api.ask('/v1/videos?q=')).status, 200)
  assert.deepEqual(api.desk.pages, [
    { limit: 5, order: 'desc', words: ['two', 'words'], statuses: ['queued', 'in_progress'], engine: 'local' },
    { limit: 20, order: 'desc' },
  ])
})

test('counts take the same filter and add up', async () => {
  const answer = await api.ask('/v1/videos/counts?q=sea&engine=local')
  assert.deepEqual(await answer.json(), {
    object: 'video.counts',
    total: 1,
    queued: 1,
    in_progress: 0,
    completed: 0,
    failed: 0,
    engines: [{ engine: 'local', videos: 1 }],
  })
  assert.deepEqual(api.desk.filters, [{ words: ['sea'], engine: 'local' }])
  assert.equal((await api.ask('/v1/videos/counts', { method: 'DELETE' })).status, 405)
})

for (const [query, param] of [
  ['status=ready', 'status'],
  ['status=queued,', 'status'],
  [`q=${'a'.repeat(201)}`, 'q'],
  [`q=${'a+'.repeat(11)}`, 'q'],
] as const)
  for (const path of ['/v1/videos', '/v1/videos/counts'])
    test(`${path}?${query.slice(0, 30)} is refused by name`, async () => {
      const { status, code, param: named } = await errorOf(await api.ask(`${path}?${query}`))
      assert.deepEqual([status, code, named], [400, 'invalid_value', param])
    })
