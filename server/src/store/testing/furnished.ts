import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { move } from '../../spec/job.ts'
import type { JobIn } from '../../spec/job.ts'
import { exampleJob } from '../../spec/testing/example-job.ts'
import { openStore } from '../open-store.ts'
import type { OpenStore } from '../open-store.ts'

/** A data folder with a store in it, and room beside it. */
export async function openFurnished(t: TestContext) {
  const home = await mkdtemp(join(tmpdir(), 'kinora-store-'))
  const folder = join(home, 'data')
  const rooms = await openStore({ folder, now: Date.now })
  let open = true
  const close = async () => {
    if (open) await rooms.close()
    open = false
  }
  t.after(async () => {
    await close()
    await rm(home, { recursive: true, force: true })
  })
  return { home, folder, rooms, close }
}

/** A finished video with bytes of its own; where they lie. */
export async function keepVideo(rooms: OpenStore, id: string, changes: Partial<JobIn<'queued'>> = {}): Promise<string> {
  const job = exampleJob(id, { createdAtMs: Date.now(), ...changes })
  const submitting = move(job, 'submitting', { attempt: 1 })
  const running = move(submitting, 'running')
  const storing = move(running, 'storing')
  const key = `videos/${id}/video.mp4`
  const bytes = new Blob([randomBytes(10_000)]).stream()
  const put = await rooms.blobs.put(key, bytes, { maxBytes: 1_000_000 })
  await rooms.store.transact(async (rows) => {
    await rows.insertJob(job)
    await rows.moveJob(job, submitting)
    await rows.moveJob(submitting, running)
    await rows.moveJob(running, storing)
    await rows.moveJob(storing, move(storing, 'completed', { finalUsdMicros: 0, endedAtMs: Date.now() }))
    await rows.insertAsset({
      jobId: id,
      kind: 'video',
      position: 0,
      key,
      ...put,
      mediaType: 'video/mp4',
      createdAtMs: 1,
    })
  })
  return key
}
