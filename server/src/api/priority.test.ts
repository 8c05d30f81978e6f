import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { errorOf, openApi } from './testing/open-api.ts'

const api = openApi()
after(() => api.close())

const json = (body: unknown): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
})

test('a priority is read in both encodings, and another word is refused by name', async () => {
  const form = new FormData()
  for (const [name, value] of Object.entries({ prompt: 'p', priority: 'high' })) form.append(name, value)
  for (const request of [json({ prompt: 'p', priority: 'low' }), { method: 'POST', body: form }])
    assert.equal((await api.ask('/v1/videos', request)).status, 200)
  assert.deepEqual(
    api.desk.drafts.map(({ priority }) => priority),
    ['low', 'high'],
  )
  for (const priority of ['urgent', 1, '', 'High']) {
    const response = await api.ask('/v1/videos', json({ prompt: 'p', priority }))
    const { param, message } = await errorOf(response)
    assert.deepEqual([response.status, param], [400, 'priority'])
    assert.match(message, /'low', 'normal' and 'high'/)
  }
  assert.equal(api.desk.drafts.length, 2)
})
