import assert from 'node:assert/strict'
import { appendFile, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { backupFolder } from './backup-folder.ts'
import { openStore } from './open-store.ts'
import { restoreFolder } from './restore-folder.ts'
import { keepVideo, openFurnished } from './testing/furnished.ts'
import { verifyFolder } from './verify-folder.ts'

test('a backup beside an open store restores to the same rows and files, and is sound', async (t) => {
  const { home, folder, rooms } = await openFurnished(t)
  await writeFile(join(folder, 'api-key'), 'knr_secret\n', { mode: 0o600 })
  const keys = [await keepVideo(rooms, 'video_a'), await keepVideo(rooms, 'video_b')]
  const made = await backupFolder(folder, join(home, 'backup'), Date.now)
  assert.deepEqual([made.files, made.damaged, made.rounds], [2, [], 1])
  const restored = await restoreFolder(join(home, 'backup'), join(home, 'other'), { now: Date.now })
  assert.equal(restored.unfinished, 0)
  for (const path of ['api-key', ...keys.map((key) => `blobs/${key}`)])
    assert.deepEqual(await readFile(join(home, 'other', path)), await readFile(join(folder, path)))
  const verified = await verifyFolder(join(home, 'other'), Date.now)
  assert.deepEqual([verified.files, verified.wrong, verified.loose, verified.database], [2, [], [], []])
  const other = await openStore({ folder: join(home, 'other'), now: Date.now })
  assert.equal((await other.store.job('video_b'))?.state, 'completed')
  await other.close()
})

test('a video deleted between rows and files is absent from the backup, not half there', async (t) => {
  const { home, folder, rooms } = await openFurnished(t)
  for (let n = 0; n < 30; n += 1) await keepVideo(rooms, `video_${n}`)
  // The clock is first read before the rows are: from then on videos go, in the order in which they are copied.
  const order = Array.from({ length: 30 }, (_, n) => `video_${n}`).toSorted()
  let deleting: Promise<void> | undefined
  const made = await backupFolder(folder, join(home, 'backup'), () => {
    deleting = (async () => {
      for (const id of order.toReversed().slice(0, 15)) {
        await rooms.store.transact((rows) => rows.deleteJob(id))
        await rooms.blobs.remove(`videos/${id}`)
      }
    })()
    return Date.now()
  })
  await deleting
  assert.deepEqual(made.damaged, [])
  assert.ok(made.rounds > 1, 'files had gone after the rows were read')
  await restoreFolder(join(home, 'backup'), join(home, 'other'), { now: Date.now })
  const verified = await verifyFolder(join(home, 'other'), Date.now)
  assert.deepEqual([verified.wrong, verified.loose], [[], []])
  assert.ok(verified.files >= 15 && verified.files < 30, String(verified.files))
  const left = await readdir(join(home, 'backup', 'blobs', 'videos'))
  assert.ok(left.length >= verified.files)
})

test('what was damaged before is named, and the rest is backed up', async (t) => {
  const { home, folder, rooms } = await openFurnished(t)
  const whole = await keepVideo(rooms, 'video_a')
  const gone = await keepVideo(rooms, 'video_b')
  const cut = await keepVideo(rooms, 'video_c')
  await rm(join(folder, 'blobs', gone))
  await truncate(join(folder, 'blobs', cut), 5)
  const made = await backupFolder(folder, join(home, 'backup'), Date.now)
  assert.deepEqual([made.files, made.damaged], [1, [gone, cut]])
  assert.ok((await restoreFolder(join(home, 'backup'), join(home, 'other'), { now: Date.now })).files === 2)
  const { wrong } = await verifyFolder(join(home, 'other'), Date.now)
  assert.deepEqual(
    wrong.map(({ file }) => file.key),
    [gone, cut],
  )
  assert.ok(await readFile(join(home, 'other', 'blobs', whole)))
})

test('nothing is overwritten, and a backup that is not whole is refused with nothing left behind', async (t) => {
  const { home, folder, rooms } = await openFurnished(t)
  const key = await keepVideo(rooms, 'video_a')
  const backup = join(home, 'backup')
  await backupFolder(folder, backup, Date.now)
  await assert.rejects(backupFolder(folder, backup, Date.now), /holds a backup already/)
  await assert.rejects(restoreFolder(backup, folder, { now: Date.now }), /is not empty/)
  await assert.rejects(restoreFolder(folder, join(home, 'other'), { now: Date.now }), /no backup/)
  await appendFile(join(backup, 'blobs', key), 'x')
  await assert.rejects(restoreFolder(backup, join(home, 'other'), { now: Date.now }), /not what its manifest says/)
  await rm(join(backup, 'blobs', key))
  await assert.rejects(restoreFolder(backup, join(home, 'other'), { now: Date.now }), /is missing/)
  const manifest = await readFile(join(backup, 'manifest.json'), 'utf8')
  await writeFile(join(backup, 'manifest.json'), manifest.replace('blobs/videos', '../blobs/videos'))
  await assert.rejects(restoreFolder(backup, join(home, 'other'), { now: Date.now }), /not one this Kinora wrote/)
  assert.deepEqual((await readdir(home)).toSorted(), ['backup', 'data'])
})

test('verify tells missing, cut, changed and loose files apart, and finds none where all is well', async (t) => {
  const { folder, rooms } = await openFurnished(t)
  const keys: string[] = []
  for (const id of ['video_a', 'video_b', 'video_c', 'video_d']) keys.push(await keepVideo(rooms, id))
  const at = (key = '') => join(folder, 'blobs', key)
  assert.deepEqual((await verifyFolder(folder, Date.now)).wrong, [])
  await rm(at(keys[0]))
  await truncate(at(keys[1]), 9)
  const changed = await readFile(at(keys[2]))
  changed[5] = (changed[5] ?? 0) ^ 1
  await writeFile(at(keys[2]), changed)
  await writeFile(at('videos/video_a/stray.mp4'), 'x')
  const verified = await verifyFolder(folder, () => Date.now() + 4_000_000)
  assert.deepEqual(
    verified.wrong.map(({ file, code }) => [file.key, code]),
    [
      [keys[0], 'missing'],
      [keys[1], 'size'],
      [keys[2], 'digest'],
    ],
  )
  assert.deepEqual(verified.loose, ['videos/video_a/stray.mp4'])
  assert.deepEqual((await verifyFolder(folder, Date.now)).loose, [], 'it may still be written')
})
