import assert from 'node:assert/strict'
import type { Video } from '../../server/src/spec/video.ts'
import { picture, type Proof } from './stage.ts'

const lostAnswer: Proof[1] = async (stage) => {
  const before = await stage.count()
  let lost: Video | undefined
  stage.mishaps = [
    async (send) => {
      lost = (await (await send()).json()) as Video
      throw new TypeError('fetch failed')
    },
  ]
  stage.sent = []
  const video = await stage.create({ prompt: 'Lost and found', input_reference: await picture('a.jpg') })
  const counts = stage.sent.map(({ headers }) => headers.get('x-stainless-retry-count'))
  assert.deepEqual(counts, ['0', '1'])
  assert.equal(video.id, lost?.id)
  assert.equal(await stage.count(), before + 1)
  await stage.drop(video)
}

const oneKey: Proof[1] = async (stage) => {
  const headers = { 'Idempotency-Key': `order-of-${stage.version}` }
  const one = await stage.create({ prompt: 'Once' }, { headers })
  assert.equal((await stage.create({ prompt: 'Once' }, { headers })).id, one.id)
  const refusal = await stage.refused(422, () => stage.create({ prompt: 'Twice' }, { headers }))
  assert.equal(refusal.headers?.get('x-should-retry'), 'false')
  await stage.drop(one)
}

const onPurpose: Proof[1] = async (stage) => {
  const [one, two] = [await stage.create({ prompt: 'Twice' }), await stage.create({ prompt: 'Twice' })]
  assert.notEqual(one.id, two.id)
  await stage.drop(one, two)
}

const hurried: Proof[1] = async (stage) => {
  const before = await stage.count()
  const input_reference = await picture('b.jpg')
  const made = await stage
    .create({ prompt: 'In a hurry', input_reference }, { timeout: 10, maxRetries: 2 })
    .catch((thrown: unknown) => {
      assert.ok(thrown instanceof stage.sdk.APIConnectionTimeoutError, String(thrown))
    })
  // Whatever the server was still doing then has ended once a later request of the same kind was answered.
  await stage.drop(await stage.create({ prompt: 'Later', input_reference }))
  const { data } = await stage.client.videos.list({ limit: 100 })
  const found = data.filter(({ prompt }) => prompt === 'In a hurry')
  assert.equal(data.length, before + found.length)
  assert.ok(found.length <= 1)
  if (made) assert.equal(made.id, found[0]?.id)
  await stage.drop(...found)
}

export const REPEATS: readonly Proof[] = [
  [52, lostAnswer],
  [53, oneKey],
  [54, onPurpose],
  [55, hurried],
]
