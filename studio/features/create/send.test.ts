import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { CONSENT_TEXTS } from 'kinora/spec/consent'
import type { Video } from 'kinora/spec/video'
import { ApiError, Unreachable } from '../../client/http.ts'
import { counterTone, obstacleOf, promptLength } from './check-draft.ts'
import { newKey } from './new-key.ts'
import { orderForm, type OrderToSend } from './order-form.ts'
import { createSender } from './send-once.ts'

const order: OrderToSend = {
  model: 'm',
  prompt: 'Two people.',
  seconds: 10,
  size: '1024x1808',
  quality: 'standard',
  photos: [new File(['1'], 'one.jpg'), new File(['2'], 'two.png')],
  agreed: false,
}
const video = { id: 'video_1' } as Video // the sender hands it on unread

describe('sending', () => {
  test('the order goes out in the wire’s words, person 1 first, text before photos', () => {
    const form = orderForm(order)
    assert.deepEqual(
      [...form.keys()],
      ['model', 'prompt', 'seconds', 'size', 'quality', 'input_reference', 'input_reference'],
    )
    assert.equal(form.get('seconds'), '10')
    assert.deepEqual(
      form.getAll('input_reference').map((file) => (file as File).name),
      ['one.jpg', 'two.png'],
    )
  })

  test('a tick goes along as the consent the server asks for, and nothing without one', () => {
    const form = orderForm({ ...order, agreed: true })
    assert.deepEqual(
      [form.get('consent[version]'), form.get('consent[attested_by]')],
      [CONSENT_TEXTS[0].version, 'studio'],
    )
    assert.ok([...orderForm(order).keys()].every((name) => !name.startsWith('consent')))
  })

  test('a second press while the first is under way sends nothing', async () => {
    let sent = 0
    const send = createSender(async () => ((sent += 1), video), newKey)
    const first = send(order)
    assert.equal(send(order), undefined)
    assert.equal(await first, video)
    assert.equal(sent, 1)
  })

  test('an order whose answer was lost keeps its key; a changed, refused or new one gets its own', async () => {
    const keys: string[] = []
    const answers = [new Unreachable(''), new Unreachable(''), new ApiError(400, {}, null), video]
    let made = 0
    const send = createSender(
      async (_form, key) => {
        keys.push(key)
        const answer = answers.shift() ?? video
        if (answer instanceof Error) throw answer
        return answer
      },
      () => `key-${(made += 1)}`,
    )
    await assert.rejects(async () => send(order))
    await assert.rejects(async () => send(order))
    await assert.rejects(async () => send({ ...order, seconds: 8 }))
    await send(order)
    await send(order)
    assert.deepEqual(keys, ['key-1', 'key-1', 'key-2', 'key-3', 'key-4'])
  })

  test('a key is 128 bits and never the same', () => {
    assert.match(newKey(), /^[0-9a-f]{32}$/)
    assert.notEqual(newKey(), newKey())
  })
})

describe('what keeps an order back', () => {
  const ready = { draft: { prompt: 'Go.', agreed: true }, consentNeeded: true, photos: 2, photosMax: 2 }

  test('nothing, when all is there; samples and text alone need no tick', () => {
    assert.equal(obstacleOf(ready), null)
    assert.equal(obstacleOf({ ...ready, consentNeeded: false, draft: { prompt: 'Go.', agreed: false } }), null)
    assert.equal(obstacleOf({ ...ready, consentNeeded: false, photos: 0 }), null)
  })

  test('the first thing missing in the form comes first', () => {
    assert.equal(obstacleOf({ ...ready, draft: { prompt: '', agreed: false } }), 'consent')
    assert.equal(obstacleOf({ ...ready, draft: { prompt: ' \n', agreed: true } }), 'prompt-empty')
    assert.equal(obstacleOf({ ...ready, draft: { prompt: 'x'.repeat(32_001), agreed: true } }), 'prompt-long')
    assert.equal(obstacleOf({ ...ready, photosMax: 1 }), 'photos')
    assert.equal(obstacleOf({ ...ready, samplesLeave: true }), 'samples')
  })

  test('characters are counted as people see them, and the counter warns in time', () => {
    assert.equal(promptLength('a🎞b'), 3)
    assert.deepEqual([28_799, 28_800, 32_000, 32_001].map(counterTone), ['calm', 'near', 'near', 'over'])
  })
})
