import { setTimeout as wait } from 'node:timers/promises'
import { createDesk } from '../../server/src/jobs/desk/desk.ts'
import { createDriver } from '../../server/src/jobs/drive/driver.ts'
import { openStore } from '../../server/src/store/open-store.ts'
import { BusyEngine } from './crowd.ts'

export interface Restarted {
  /** Milliseconds from the opening of the store until a create was answered, and until every job was asked about. */
  readonly readyMs: number
  readonly polledMs: number
  /** How many were asked about, how many were started (again), and how the new one stands. */
  readonly asked: number
  readonly started: number
  readonly state: string | undefined
}

// A server's inside in a process of its own (node:test watches every promise, which slows thousands of jobs tenfold):
// opens a data folder full of running jobs, takes them up, and prints what it took.
const [folder, count] = [process.argv[2] ?? '', Number(process.argv[3])]
const monotonic = () => performance.now()
const startedAt = monotonic()
const rooms = await openStore({ folder, now: Date.now, monotonic })
const engine = new BusyEngine(count + 1, 5_000)
const engines = [engine]
const photos = { admit: () => Promise.reject(new Error('no photos here')), close: async () => undefined }
const desk = createDesk({ ...rooms, engines, photos, aliases: {} })
const driver = createDriver({ ...rooms, engines })
await driver.start()
const { id } = await desk.create({ prompt: 'One more', uploads: [] }, { owner: 'owner-1', keyId: 'key-1' })
const readyMs = monotonic() - startedAt
while (engine.seen.size < count && monotonic() - startedAt < 30_000) await wait(10)
const [polledMs, asked] = [monotonic() - startedAt, engine.seen.size]
while ((await rooms.store.job(id))?.state !== 'running' && monotonic() - startedAt < 35_000) await wait(10)
const state = (await rooms.store.job(id))?.state
await driver.stop()
await rooms.close()
const restarted: Restarted = {
  readyMs: Math.round(readyMs),
  polledMs: Math.round(polledMs),
  asked,
  started: engine.starts.size,
  state,
}
process.stdout.write(JSON.stringify(restarted))
