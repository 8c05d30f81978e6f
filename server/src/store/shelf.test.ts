import assert from 'node:assert/strict'
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import { keptFile, shelfSuite } from '../spec/testing/shelf-suite.ts'
import { openStore } from './open-store.ts'

async function temporaryFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'kinora-shelf-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  return join(folder, 'data')
}

shelfSuite('SQLite', async (t) => {
  const opened = await openStore({ folder: await temporaryFolder(t), now: () => 1_000 })
  t.after(() => opened.close())
  return opened.shelf
})

test('files and characters without a row are swept once they are an hour old', async (t) => {
  const folder = await temporaryFolder(t)
  const first = await openStore({ folder, now: Date.now })
  await first.shelf.insertFile(keptFile('file-kept'))
  await first.close()
  const old = new Date(Date.now() - 2 * 3_600_000)
  const blobs = join(folder, 'blobs')
  for (const home of ['files/file-kept', 'files/file-gone', 'files/file-new', 'characters/char_gone']) {
    await mkdir(join(blobs, home), { recursive: true })
    await writeFile(join(blobs, home, 'content.png'), 'x')
    if (!home.endsWith('new')) await utimes(join(blobs, home), old, old)
  }
  const second = await openStore({ folder, now: Date.now })
  t.after(() => second.close())
  await second.swept
  assert.deepEqual((await readdir(join(blobs, 'files'))).toSorted(), ['file-kept', 'file-new'])
  assert.deepEqual(await readdir(join(blobs, 'characters')), [])
})
