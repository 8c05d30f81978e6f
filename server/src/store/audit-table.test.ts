import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import { move } from '../spec/job.ts'
import { exampleEndpoint } from '../spec/testing/example-endpoint.ts'
import { exampleJob } from '../spec/testing/example-job.ts'
import { openStore } from './open-store.ts'

async function opened(t: TestContext) {
  const folder = await mkdtemp(join(tmpdir(), 'kinora-audit-'))
  const rooms = await openStore({ folder, now: () => 7_000 })
  let closed = false
  const close = async () => {
    if (!closed) await rooms.close()
    closed = true
  }
  t.after(async () => {
    await close()
    await rm(folder, { recursive: true, force: true })
  })
  const deeds = async () =>
    (await rooms.audit.page({ limit: 100, order: 'asc' })).map(({ actor, action }) => `${actor} ${action}`)
  return { ...rooms, close, folder, deeds }
}

test('a job’s arrival, end and deletion are written down with the job, and nothing on the way', async (t) => {
  const { store, audit, deeds } = await opened(t)
  const job = exampleJob('video_a')
  const submitting = move(job, 'submitting', { attempt: 1 })
  const fault = { code: 'engine_error', message: 'words of a prompt' } as const
  await store.transact(async (rows) => {
    await rows.insertJob(job)
    await rows.moveJob(job, submitting)
    await rows.moveJob(submitting, move(submitting, 'failed', { fault }))
  })
  await store.transact((rows) => rows.deleteJob('video_a', 'key_b'))
  assert.deepEqual(await deeds(), ['key-1 job.accepted', 'system job.failed', 'key_b job.deleted'])
  const [, failed] = await audit.page({ limit: 9, order: 'asc', object: 'video_a' })
  assert.deepEqual(failed, {
    seq: 2,
    atMs: 7_000,
    actor: 'system',
    owner: 'owner-1',
    action: 'job.failed',
    object: 'video_a',
    details: { engine: 'scripted', attempt: 1, charge: 'none', finalUsdMicros: null, code: 'engine_error' },
  })
})

test('what a transaction undoes was never done', async (t) => {
  const { store, deeds } = await opened(t)
  const broken = store.transact(async (rows) => {
    await rows.insertJob(exampleJob('video_a'))
    await rows.audit({ actor: 'system', owner: null, action: 'cap.set', object: 'key_a' })
    throw new Error('undo')
  })
  await assert.rejects(broken, /undo/)
  assert.deepEqual(await deeds(), [])
})

test('keys and webhook endpoints: made, changed, rotated, ended', async (t) => {
  const { keys, webhooks, deeds } = await opened(t)
  const times = { createdAtMs: 1, expiresAtMs: null, revokedAtMs: null }
  const words = { name: 'phone', owner: 'anna', scopes: ['admin'], profile: 'tolerant', defaultModel: null } as const
  await keys.insert({ id: 'key_a', ...words, ...times }, 'ab', 'cli')
  await keys.revoke('key_a', 5, 'operator')
  await keys.revoke('key_a', 6, 'operator')
  const endpoint = exampleEndpoint('whe_a')
  const { owner } = endpoint
  await webhooks.insertEndpoint(endpoint, 10, 'key_a')
  await webhooks.changeEndpoint(owner, 'whe_a', (known) => ({ ...known, name: 'other' }), 'key_a')
  const secrets = [{ sealed: 'new', hint: 'cret', untilMs: null }]
  await webhooks.changeEndpoint(owner, 'whe_a', (known) => ({ ...known, secrets }), 'key_a')
  await webhooks.removeEndpoint('somebody', 'whe_a', 'key_a')
  await webhooks.removeEndpoint(owner, 'whe_a', 'key_a')
  const told = ['created', 'changed', 'rotated', 'deleted'].map((deed) => `key_a webhook.${deed}`)
  assert.deepEqual(await deeds(), ['cli key.made', 'operator key.revoked', ...told])
})

test('pages go either way from a record, and the file itself refuses to change or forget one', async (t) => {
  const { audit, folder, close } = await opened(t)
  for (const object of ['a', 'b', 'a', 'b'])
    await audit.append({ actor: 'cli', owner: null, action: 'cap.set', object, details: { usd: 1 } })
  const seqs = async (page: Partial<Parameters<typeof audit.page>[0]>) =>
    (await audit.page({ limit: 2, order: 'desc', ...page })).map(({ seq }) => seq)
  assert.deepEqual(await seqs({}), [4, 3])
  assert.deepEqual(await seqs({ after: 3 }), [2, 1])
  assert.deepEqual(await seqs({ after: 1, order: 'asc' }), [2, 3])
  assert.deepEqual(await seqs({ object: 'a' }), [3, 1])
  await close()
  const file = new DatabaseSync(join(folder, 'kinora.db'))
  for (const deed of ["update audit set actor = 'nobody'", 'delete from audit'])
    assert.throws(() => file.exec(deed), /only ever added to/)
  file.close()
})
