import assert from 'node:assert/strict'
import { mkdtemp, mkdir, readFile, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import { exampleJob } from '../spec/testing/example-job.ts'
import { blobsSuite } from '../spec/testing/blobs-suite.ts'
import { queueSuite } from '../spec/testing/queue-suite.ts'
import { storeSuite } from '../spec/testing/store-suite.ts'
import { isOlder, openDatabase } from './node-sqlite.ts'
import { openStore } from './open-store.ts'

async function temporaryFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'kinora-store-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  return join(folder, 'data')
}

async function opened(t: TestContext, now = () => 1_000) {
  const folder = await temporaryFolder(t)
  const store = await openStore({ folder, now })
  t.after(() => store.close())
  return { folder, ...store }
}

storeSuite('SQLite', async (t) => (await opened(t)).store)

queueSuite('the task table', async (t) => {
  let nowMs = 1_000
  const { queue, store } = await opened(t, () => nowMs)
  return { queue, store, setNow: (ms) => void (nowMs = ms) }
})

blobsSuite('a folder', async (t) => {
  const { blobs, folder } = await opened(t)
  const names = async () => {
    const all = await readdir(join(folder, 'blobs'), { recursive: true, withFileTypes: true }).catch(() => [])
    return all.filter((entry) => entry.isFile()).map((entry) => entry.name)
  }
  return { blobs, names }
})

test('a second server on the same folder is refused, and welcome once the first has closed', async (t) => {
  const folder = await temporaryFolder(t)
  const first = await openStore({ folder, now: Date.now })
  await assert.rejects(openStore({ folder, now: Date.now }), /Another Kinora server already uses the data folder/)
  await first.store.transact((rows) => rows.insertJob(exampleJob('video_a')))
  await first.close()
  const second = await openStore({ folder, now: Date.now })
  assert.equal((await second.store.job('video_a'))?.state, 'queued')
  await second.close()
})

test('a database written by a newer version is refused and can still be opened by that version', async (t) => {
  const folder = await temporaryFolder(t)
  await (await openStore({ folder, now: Date.now })).close()
  const database = new DatabaseSync(join(folder, 'kinora.db'))
  database.exec('insert into migration values (99, 0)')
  for (let turn = 0; turn < 2; turn += 1) {
    await assert.rejects(openStore({ folder, now: Date.now }), /newer Kinora \(schema 99, this one knows \d+\)/)
  }
  database.exec('delete from migration where version = 99')
  database.close()
  await (await openStore({ folder, now: Date.now })).close()
})

test('the data folder is for its owner alone, and commits are made to last', async (t) => {
  const { folder } = await opened(t)
  assert.equal((await stat(folder)).mode & 0o777, 0o700)
  const database = openDatabase(join(folder, 'kinora.db'))
  const settings = ['journal_mode', 'synchronous', 'foreign_keys'].map((name) =>
    database.prepare(`pragma ${name}`).get(),
  )
  database.close()
  assert.deepEqual(
    settings.map((row) => Object.values(row ?? {})[0]),
    ['wal', 2, 1],
  )
  assert.equal(isOlder('3.51.2'), true)
  assert.equal(isOlder('3.50.9'), true)
  assert.equal(isOlder('3.51.3'), false)
  assert.equal(isOlder('4.0.0'), false)
})

test('leftovers of a crash are swept once they are an hour old', async (t) => {
  const folder = await temporaryFolder(t)
  const first = await openStore({ folder, now: Date.now })
  await first.store.transact((rows) => rows.insertJob(exampleJob('video_kept')))
  await first.close()
  const videos = join(folder, 'blobs', 'videos')
  const old = new Date(Date.now() - 2 * 3_600_000)
  const kept = ['video_kept/video.mp4', 'video_kept/.new.tmp', 'video_new/reference-1.jpg']
  const swept = ['video_kept/.old.tmp', 'video_gone/reference-1.jpg']
  for (const name of [...kept, ...swept]) {
    await mkdir(join(videos, name, '..'), { recursive: true })
    await writeFile(join(videos, name), 'x')
  }
  for (const name of ['video_kept/video.mp4', 'video_kept/.old.tmp', 'video_gone'])
    await utimes(join(videos, name), old, old)
  const second = await openStore({ folder, now: Date.now })
  t.after(() => second.close())
  await second.swept
  const left = (await readdir(videos, { recursive: true })).filter((name) => name.includes('/')).toSorted()
  assert.deepEqual(left, kept.toSorted())
})

test('a file that is kept again takes with it what a kill left of the first try, and nothing else', async (t) => {
  const folder = await temporaryFolder(t)
  const opened = await openStore({ folder, now: Date.now })
  t.after(() => opened.close())
  const home = join(folder, 'blobs', 'videos', 'video_1')
  await mkdir(home, { recursive: true })
  for (const name of ['.video.mp4.a.tmp', '.thumbnail.webp.b.tmp']) await writeFile(join(home, name), 'half')
  await opened.blobs.put('videos/video_1/video.mp4', new Blob(['whole']).stream(), { maxBytes: 9 })
  assert.deepEqual(new Set(await readdir(home)), new Set(['.thumbnail.webp.b.tmp', 'video.mp4']))
})

test('a database that is gone is not begun anew over the videos that are there', async (t) => {
  const folder = await temporaryFolder(t)
  const first = await openStore({ folder, now: Date.now })
  await first.store.transact((rows) => rows.insertJob(exampleJob('video_1')))
  await first.blobs.put('videos/video_1/video.mp4', new Blob(['whole']).stream(), { maxBytes: 9 })
  await first.close()
  for (const name of await readdir(folder)) if (name.startsWith('kinora.db')) await rm(join(folder, name))
  await assert.rejects(
    openStore({ folder, now: Date.now }),
    /kinora\.db is missing, but .* holds files\. Put the database/,
  )
  await writeFile(join(folder, 'kinora.db'), '')
  await assert.rejects(openStore({ folder, now: Date.now }), /kinora\.db is empty, but/)
  assert.equal(await readFile(join(folder, 'blobs/videos/video_1/video.mp4'), 'utf8'), 'whole')
})

test('a folder that cannot be written to is said to be that, not to be in use', async (t) => {
  const folder = await temporaryFolder(t)
  await mkdir(join(folder, 'lock.db'), { recursive: true })
  await assert.rejects(openStore({ folder, now: Date.now }), /data folder .* cannot be written to/)
})
