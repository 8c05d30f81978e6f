import { copyFile, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import type { Desk } from '../../spec/desk.ts'
import type { LineageDesk } from '../../spec/lineage-desk.ts'
import type { InspectVideo, MediaFacts, PhotoGate } from '../../spec/media.ts'
import type { Job } from '../../spec/job.ts'
import type { Store } from '../../spec/store.ts'
import type { Draft, Upload } from '../../spec/order.ts'
import { ScriptedEngine } from '../../spec/testing/scripted-engine.ts'
import { openStore } from '../../store/open-store.ts'
import type { OpenStore } from '../../store/open-store.ts'
import { createDesk } from '../desk/desk.ts'
import { createDriver } from '../drive/driver.ts'
import type { Driver, DriverParts } from '../drive/driver.ts'
import { createLineageDesk } from '../desk/lineage.ts'
import { Pauses } from '../drive/pauses.ts'
import { ManualTiming } from './manual-timing.ts'

export const caller = { owner: 'owner-1', keyId: 'key-1' }
export const draft: Draft = { prompt: 'Two people meet on a bridge', uploads: [] }

const tenSeconds: MediaFacts = {
  container: 'mp4',
  videoCodec: 'avc',
  audioCodec: null,
  width: 720,
  height: 1280,
  seconds: 10,
}

/** The whole jobs room on a real store in a temporary folder, with an engine and a clock the test drives. */
export class House {
  readonly engine: ScriptedEngine
  readonly folder: string
  readonly troubles: unknown[] = []
  readonly #options: (rooms: OpenStore) => Partial<DriverParts>
  timing = new ManualTiming()
  #downMs = 1_000
  #open: OpenStore | undefined
  #desk: Desk | undefined
  #lineage: LineageDesk | undefined
  /** What an uploaded video is found to hold. */
  inspect: InspectVideo = async () => tenSeconds
  #driver: Driver | undefined
  constructor(folder: string, engine: ScriptedEngine, options: (rooms: OpenStore) => Partial<DriverParts>) {
    this.folder = folder
    this.engine = engine
    this.#options = options
  }

  get rooms(): OpenStore {
    if (!this.#open) throw new Error('The house is closed.')
    return this.#open
  }

  get desk(): Desk {
    if (!this.#desk) throw new Error('The house is closed.')
    return this.#desk
  }

  get lineage(): LineageDesk {
    if (!this.#lineage) throw new Error('The house is closed.')
    return this.#lineage
  }

  /** `wrap` may put something between the room and its store. */
  async open(wrap: (store: Store) => Store = (store) => store): Promise<void> {
    this.timing = new ManualTiming(this.timing.now() + this.#downMs)
    this.#open = await openStore({ folder: this.folder, now: this.timing.now, monotonic: this.timing.monotonic })
    const { queue, blobs, requests, consents, stagingFolder } = this.#open
    const store = wrap(this.#open.store)
    const engines = [this.engine]
    const aliases = { 'sora-2': 'scripted-1' }
    const onTrouble = (thrown: unknown) => void this.troubles.push(thrown)
    const common = { store, queue, blobs, engines, timing: this.timing, onTrouble, pauses: new Pauses() }
    const parts = { ...common, requests, consents, stagingFolder, photos: copyingGate, aliases }
    this.#desk = createDesk(parts)
    this.#lineage = createLineageDesk({ ...parts, inspect: async (path) => this.inspect(path) })
    this.#driver = createDriver({ ...common, ...this.#options(this.#open) })
  }

  async drive(): Promise<void> {
    await this.#driver?.start()
  }

  async stop(): Promise<void> {
    await this.#driver?.stop()
    await this.#open?.close()
    this.#open = undefined
  }

  /** As kill -9 does: nothing is told, nothing finishes. What still runs finds its database closed and its clock still. */
  async crash(downMs = 1_000): Promise<void> {
    this.#downMs = downMs
    await this.#open?.close()
    this.#open = undefined
    await this.engine.close()
  }

  async job(id: string): Promise<Job> {
    const job = await this.rooms.store.job(id)
    if (!job) throw new Error(`No job ${id}.`)
    return job
  }

  async reaches(id: string, state: Job['state'], stepMs?: number): Promise<Job> {
    await this.timing.until(`${id} ${state}`, async () => (await this.job(id)).state === state, stepMs)
    return this.job(id)
  }

  /** Every file below the data folder that holds a client's bytes. */
  async files(): Promise<string[]> {
    const found: string[] = []
    for (const folder of ['blobs', 'staging']) {
      const all = await readdir(join(this.folder, folder), { recursive: true, withFileTypes: true }).catch(() => [])
      found.push(...all.filter((entry) => entry.isFile()).map((entry) => entry.name))
    }
    return found.toSorted()
  }

  async upload(text: string): Promise<Upload> {
    const path = join(this.folder, '..', `upload-${text}`)
    await writeFile(path, text)
    return { path, bytes: text.length, field: 'input_reference' }
  }
}

export async function openHouse(
  t: TestContext,
  engine = new ScriptedEngine(),
  options: (rooms: OpenStore) => Partial<DriverParts> = () => ({}),
): Promise<House> {
  const folder = await mkdtemp(join(tmpdir(), 'kinora-jobs-'))
  const house = new House(join(folder, 'data'), engine, options)
  await house.open()
  t.after(async () => {
    await house.stop()
    await rm(folder, { recursive: true, force: true })
  })
  return house
}

/** Admits everything as it is, except a file that says it is bad. */
const copyingGate: PhotoGate = {
  async admit(source, target) {
    await copyFile(source, target)
    if (source.endsWith('bad')) throw new Error('not a photo')
    return { mediaType: 'image/png', width: 64, height: 64 }
  },
  close: async () => undefined,
}
