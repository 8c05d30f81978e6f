import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openApi } from './testing/open-api.ts'

const { ask, close, exchanges } = openApi()
after(close)

test('an answer is told by its pattern, its key and its job, whatever the path and query said', async () => {
  const id = `video_${'0'.repeat(48)}`
  const response = await ask(`/v1/videos/${id}?secret=1`)
  const told = exchanges.at(-1)
  assert.deepEqual(
    { ...told, ms: 0 },
    {
      requestId: response.headers.get('x-request-id'),
      method: 'GET',
      route: '/v1/videos/:id',
      status: 200,
      keyId: 'operator',
      jobId: id,
      ms: 0,
    },
  )
  await ask('/v1/videos/a%20secret%20wedding')
  assert.equal(exchanges.at(-1)?.jobId, undefined)
})

test('what was refused has no key, what no route knows has the pattern that refused it, an odd method a common name', async () => {
  await ask('/v1/videos', { headers: { authorization: 'Bearer wrong' } })
  assert.deepEqual([exchanges.at(-1)?.status, exchanges.at(-1)?.keyId], [401, undefined])
  await ask('/v1/a-secret-wedding')
  assert.deepEqual([exchanges.at(-1)?.status, exchanges.at(-1)?.route], [404, '/v1/*'])
  await ask('/v1/videos', { method: 'WEDDING' })
  assert.equal(exchanges.at(-1)?.method, 'OTHER')
})
