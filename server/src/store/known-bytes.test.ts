import assert from 'node:assert/strict'
import { readFile, rm, truncate, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { BytesWrong } from '../spec/blobs.ts'
import { keepVideo, openFurnished } from './testing/furnished.ts'

test('a file that is cut, changed or missing is never opened, whether or not it was opened before', async (t) => {
  const { folder, rooms } = await openFurnished(t)
  const damage = {
    missing: (path: string) => rm(path),
    size: (path: string) => truncate(path, 100),
    digest: async (path: string) => {
      const bytes = await readFile(path)
      await writeFile(path, bytes.fill(7, 50, 60))
      await utimes(path, 1, 1)
    },
  }
  for (const [code, harm] of Object.entries(damage))
    for (const before of [true, false]) {
      const id = `video_${code}_${before}`
      const key = await keepVideo(rooms, id)
      const [asset] = await rooms.store.assets(id)
      assert.ok(asset)
      const range = { start: 0, end: 9 }
      if (before) await (await rooms.blobs.open(key, range, asset)).cancel()
      await harm(join(folder, 'blobs', key))
      await assert.rejects(rooms.blobs.open(key, range, asset), (thrown) => {
        assert.ok(thrown instanceof BytesWrong, String(thrown))
        assert.equal(thrown.code, code)
        return true
      })
    }
})
