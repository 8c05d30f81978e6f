import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { AuditPage, AuditRecord } from '../spec/audit.ts'
import { errorOf, openApi } from './testing/open-api.ts'

const asked: AuditPage[] = []
const record = (seq: number): AuditRecord => {
  const deed = { actor: 'cli', owner: null, action: 'key.made', object: 'key_a', details: {} } as const
  return { seq, atMs: 1_700_000_000_000, ...deed }
}
const page = async (wanted: AuditPage) => {
  asked.push(wanted)
  return [record(9), record(8), record(7)].slice(0, wanted.limit)
}
const { ask, close, keys } = openApi(undefined, { audit: { page } })
after(close)

test('a page of deeds is a list like any other, and its last id leads to the next', async () => {
  const response = await ask('/v1/audit?limit=2&object=key_a&after=audit_10')
  assert.equal(response.status, 200)
  const body = (await response.json()) as { data: { id: string }[]; has_more: boolean; last_id: string }
  assert.deepEqual(body.data[0], {
    id: 'audit_9',
    object: 'audit_record',
    at: '2023-11-14T22:13:20.000Z',
    actor: 'cli',
    owner: null,
    action: 'key.made',
    object_id: 'key_a',
    details: {},
  })
  assert.deepEqual([body.data.length, body.has_more, body.last_id], [2, true, 'audit_8'])
  assert.deepEqual(asked.at(-1), { limit: 3, order: 'desc', after: 10, object: 'key_a' })
})

test('a cursor that is none, another method and a key without the scope are refused', async () => {
  assert.equal((await errorOf(await ask('/v1/audit?after=video_9'))).param, 'after')
  assert.equal((await ask('/v1/audit', { method: 'DELETE' })).status, 405)
  const { secret } = await keys.make({ name: 'phone' })
  const response = await ask('/v1/audit', { headers: { authorization: `Bearer ${secret}` } })
  assert.equal((await errorOf(response)).code, 'missing_scope')
})
