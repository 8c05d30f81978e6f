import { join } from 'node:path'
import { cancelVideo } from '../../../server/src/jobs/cancel.ts'
import { createDesk } from '../../../server/src/jobs/desk/desk.ts'
import { createDriver } from '../../../server/src/jobs/drive/driver.ts'
import { Pauses } from '../../../server/src/jobs/drive/pauses.ts'
import { ManualTiming } from '../../../server/src/jobs/testing/manual-timing.ts'
import { inspectVideo } from '../../../server/src/media/inspect.ts'
import { createPhotoGate } from '../../../server/src/media/photo-gate.ts'
import type { Engine } from '../../../server/src/spec/engine.ts'
import type { Job } from '../../../server/src/spec/job.ts'
import { hasEnded } from '../../../server/src/spec/job.ts'
import { openStore } from '../../../server/src/store/open-store.ts'
import { removeFolder, temporaryFolder } from '../server.ts'

export const caller = { owner: 'owner-1', keyId: 'key-1' }

/** A test, or a whole file of them: knows when it is over. */
export interface Closing {
  after(close: () => Promise<void>): void
}

/** Jobs on a real store, driven against engines that speak real HTTP, in a time that the test lets pass. */
export async function openJobsHouse(t: Closing, engines: readonly Engine[]) {
  const folder = temporaryFolder('hosted-jobs')
  const timing = new ManualTiming()
  const opened = await openStore({ folder: join(folder, 'data'), now: timing.now, monotonic: timing.monotonic })
  const troubles: string[] = []
  const onTrouble = (thrown: unknown) => void troubles.push(String(thrown))
  const photos = createPhotoGate()
  const parts = { ...opened, engines, timing, onTrouble, photos, pauses: new Pauses(), aliases: {} }
  const desk = createDesk(parts)
  const driver = createDriver({ ...parts, inspect: inspectVideo })
  await driver.start()
  t.after(async () => {
    await driver.stop()
    await Promise.all([...engines, photos].map((room) => room.close()))
    await opened.close()
    removeFolder(folder)
  })
  const job = async (id: string): Promise<Job> => {
    const found = await opened.store.job(id)
    if (!found) throw new Error(`No job ${id}.`)
    return found
  }
  return {
    opened,
    folder,
    desk,
    timing,
    troubles,
    job,
    async create(prompt: string, model: string): Promise<string> {
      return (await desk.create({ prompt, model, uploads: [] }, caller)).id
    },
    cancel: (id: string) => cancelVideo(parts, caller, id),
    /** Lets so much time pass, a step at each millisecond, or less when all of these have ended. */
    async pass(ms: number, stepMs: number, ids: readonly string[]): Promise<void> {
      const endMs = timing.now() + ms
      let open = [...ids]
      while (open.length > 0 && timing.now() < endMs) {
        await new Promise((resolve) => setTimeout(resolve, 1))
        timing.advance(stepMs)
        const jobs = await Promise.all(open.map((id) => job(id)))
        open = jobs.filter((one) => !hasEnded(one)).map(({ id }) => id)
      }
    },
  }
}

export type JobsHouse = Awaited<ReturnType<typeof openJobsHouse>>
