import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clean, complaintOf, idIn } from './answer.ts'
import { findByReference } from './find.ts'

test('a server that says a megabyte costs no time, and tells no key', () => {
  const key = 'sk-a-key-that-nobody-may-see'
  const begun = performance.now()
  for (const unit of ['a.', 'sk-', 'https://', 'bearer ', ' '])
    assert.ok(clean(`${key} ${unit.repeat(1_000_000 / unit.length)}${key}`, key).length <= 301)
  assert.ok(performance.now() - begun < 1_000, `${performance.now() - begun} ms`)
  // Wherever the reading ends, no part of the key stands before it.
  for (let at = 1_960; at <= 2_000; at += 1) {
    const said = clean(`https://${'x'.repeat(at - 8)} ${key}`, key)
    assert.ok(!said.includes('sk-a'), said)
  }
})

test('the name of a render is one that can be asked about', () => {
  assert.deepEqual([idIn({ id: '', task_id: 'task_1' }), idIn({ request_id: 7 })], ['task_1', '7'])
  for (const id of ['', '.', '..', 'a'.repeat(1501), '\ud800', null, {}]) assert.equal(idIn({ id }), undefined)
})

test('the field that a FastAPI server complains about is read', () => {
  const detail = [{ loc: ['body', 'input_reference'], msg: 'Not an image', type: 'value_error' }]
  assert.deepEqual(complaintOf({ detail }), { code: 'value_error', text: 'Not an image', param: 'input_reference' })
})

const list = (...data: unknown[]) => ({ status: 200, headers: new Headers(), body: { data, has_more: false } })
const find = (answer: ReturnType<typeof list>) =>
  findByReference({ ask: async () => answer, field: 'metadata[reference]', key: 'mine' })

test('a list that shows nobody’s reference cannot say that ours is absent', async () => {
  const [mine, other] = ['mine', 'other'].map((reference) => ({ id: reference, model: 'm', metadata: { reference } }))
  assert.deepEqual(await find(list(other, mine)), { id: 'mine', model: 'm' })
  assert.equal(await find(list(other, { id: 'a' })), 'absent')
  assert.equal(await find(list()), 'absent')
  assert.equal(await find(list({ id: 'a', metadata: null }, { id: 'b' })), undefined)
  await assert.rejects(find(list({ ...mine, id: '..' })), /without saying which/)
})
