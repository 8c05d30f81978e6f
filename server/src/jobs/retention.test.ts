import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import { openStore } from '../store/open-store.ts'
import { keepVideo } from '../store/testing/furnished.ts'
import { createRetention } from './retention.ts'
import { ManualTiming } from './testing/manual-timing.ts'
import { toVideo } from './to-video.ts'

const DAY = 86_400_000

async function opened(t: TestContext) {
  const home = await mkdtemp(join(tmpdir(), 'kinora-retention-'))
  const folder = join(home, 'data')
  const timing = new ManualTiming(Date.now())
  const troubles: unknown[] = []
  const onTrouble = (thrown: unknown) => void troubles.push(thrown)
  const open = async (keepMs?: number) => {
    const rooms = await openStore({ folder, now: timing.now, ...(keepMs !== undefined && { keepMs }) })
    const retention = createRetention({ ...rooms, engines: [], timing, onTrouble })
    return { ...rooms, rooms, retention }
  }
  t.after(async () => {
    await rm(home, { recursive: true, force: true })
    assert.deepEqual(troubles, [])
  })
  return { folder, timing, open }
}

test('a video says when it expires, is there until then, and is gone with its bytes soon after', async (t) => {
  const { folder, timing, open } = await opened(t)
  const { rooms, store, audit, retention } = await open(30 * DAY)
  const path = join(folder, 'blobs', await keepVideo(rooms, 'video_a'))
  const job = await store.job('video_a')
  assert.ok(job?.endedAtMs)
  assert.equal(toVideo(job).expires_at, Math.floor((job.endedAtMs + 30 * DAY) / 1_000))
  retention.start()
  timing.advance(30 * DAY - 60_000)
  await timing.until('a round', async () => (await audit.page({ limit: 1, order: 'desc' })).length > 0)
  assert.ok(await store.job('video_a'))
  timing.advance(60_000)
  await timing.until('its end', async () => (await store.job('video_a')) === undefined && !existsSync(path))
  const [deed] = await audit.page({ limit: 1, order: 'desc', object: 'video_a' })
  assert.deepEqual([deed?.actor, deed?.action], ['system', 'job.deleted'])
  await retention.stop()
  await rooms.close()
})

test('what the operator says today holds for what ended before, and nothing said keeps everything', async (t) => {
  const { open } = await opened(t)
  const first = await open()
  await keepVideo(first.rooms, 'video_a')
  assert.equal((await first.store.job('video_a'))?.expiresAtMs, null)
  await first.close()
  const second = await open(2 * DAY)
  const job = await second.store.job('video_a')
  assert.equal(job?.expiresAtMs, (job?.endedAtMs ?? 0) + 2 * DAY)
  await second.close()
  const third = await open()
  assert.equal((await third.store.job('video_a'))?.expiresAtMs, null)
  await third.close()
})

test('bytes that a crash left behind after their rows went are gone right after the next start', async (t) => {
  const { folder, timing, open } = await opened(t)
  const before = await open()
  await keepVideo(before.rooms, 'video_a')
  await keepVideo(before.rooms, 'video_b')
  await before.store.transact((rows) => rows.deleteJob('video_a', 'key_a'))
  await before.close()
  const path = (name: string) => join(folder, 'blobs', 'videos', name)
  await mkdir(path('video_new'))
  await writeFile(join(path('video_new'), 'half'), '')
  const after = await open()
  after.retention.start()
  await timing.until('its end', () => !existsSync(path('video_a')))
  assert.deepEqual([existsSync(path('video_b')), existsSync(path('video_new'))], [true, true])
  await after.retention.stop()
  await after.close()
})
