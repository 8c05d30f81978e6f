import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import type { ClientKey } from '../spec/keys.ts'
import { openBeside } from './open-beside.ts'
import { openStore } from './open-store.ts'

const now = () => 1_000

async function temporaryFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'kinora-keys-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  return join(folder, 'data')
}

const key: ClientKey = {
  id: 'key_1',
  name: 'Notebook',
  owner: 'team-a',
  scopes: ['videos:read', 'files'],
  profile: 'strict',
  defaultModel: 'sora-2-pro',
  createdAtMs: 1_000,
  expiresAtMs: 9_000,
  revokedAtMs: null,
}
const digest = 'ab'.repeat(32)

test('a key is kept whole, found by its digest alone, and revoked once', async (t) => {
  const opened = await openStore({ folder: await temporaryFolder(t), now })
  t.after(() => opened.close())
  const { keys } = opened
  await keys.insert(key, digest)
  assert.deepEqual(await keys.find(digest), { key, sha256: digest })
  assert.equal(await keys.find('cd'.repeat(32)), undefined)
  await assert.rejects(keys.insert({ ...key, id: 'key_2' }, digest), 'a digest is there once')
  assert.equal((await keys.revoke('key_1', 2_000))?.revokedAtMs, 2_000)
  assert.equal((await keys.revoke('key_1', 3_000))?.revokedAtMs, 2_000)
  assert.equal(await keys.revoke('key_nope', 2_000), undefined)
  assert.deepEqual(await keys.all(), [{ ...key, revokedAtMs: 2_000 }])
})

test('a second process makes and revokes keys while the server has the folder, and both see it at once', async (t) => {
  const folder = await temporaryFolder(t)
  const server = await openStore({ folder, now })
  t.after(() => server.close())
  const beside = await openBeside({ folder, now })
  t.after(() => beside.close())
  await beside.keys.insert(key, digest)
  assert.equal((await server.keys.find(digest))?.key.id, 'key_1')
  await beside.keys.revoke('key_1', 2_000)
  assert.equal((await server.keys.find(digest))?.key.revokedAtMs, 2_000)
})

test('before the first start keys can be made, and the server finds them', async (t) => {
  const folder = await temporaryFolder(t)
  const alone = await openBeside({ folder, now })
  await assert.rejects(openStore({ folder, now }), /Another Kinora server/, 'nobody starts in the middle')
  await alone.keys.insert(key, digest)
  await alone.close()
  const server = await openStore({ folder, now })
  t.after(() => server.close())
  assert.equal((await server.keys.find(digest))?.key.name, 'Notebook')
})

test('the schema is not changed under a running server of another version', async (t) => {
  const folder = await temporaryFolder(t)
  const server = await openStore({ folder, now })
  t.after(() => server.close())
  const database = new DatabaseSync(join(folder, 'kinora.db'))
  database.exec('delete from migration where version = 2')
  database.close()
  await assert.rejects(openBeside({ folder, now }), /another version than this command\. Restart it/)
})
