import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { createGuardedFetch, createUrlCheck } from '../../media/guarded-fetch.ts'
import { move } from '../../spec/job.ts'
import { exampleJob } from '../../spec/testing/example-job.ts'
import type { WebhookDesk } from '../../spec/webhook-desk.ts'
import { openStore } from '../../store/open-store.ts'
import type { OpenStore } from '../../store/open-store.ts'
import { createWebhookDesk } from '../webhooks/desk.ts'
import { createSeals } from '../webhooks/seals.ts'
import { createSender } from '../webhooks/sender.ts'
import type { Sender } from '../webhooks/sender.ts'
import { ManualTiming } from './manual-timing.ts'

export const caller = { owner: 'owner-1', keyId: 'key-1' }

/** The outbox on a real store, sending over real sockets, in a time that the test drives. */
export class OutboxHouse {
  readonly folder: string
  readonly timing: ManualTiming
  readonly troubles: unknown[] = []
  random = 0.5
  key: Uint8Array = new Uint8Array(32).fill(7)
  #rooms: OpenStore | undefined
  #desk: WebhookDesk | undefined
  #sender: Sender | undefined
  constructor(folder: string) {
    this.folder = folder
    // The real time, or receivers would call the signatures too old.
    this.timing = new ManualTiming(Date.now())
  }

  get rooms(): OpenStore {
    if (!this.#rooms) throw new Error('The house is closed.')
    return this.#rooms
  }
  get desk(): WebhookDesk {
    if (!this.#desk) throw new Error('The house is closed.')
    return this.#desk
  }
  get sender(): Sender {
    if (!this.#sender) throw new Error('The house is closed.')
    return this.#sender
  }

  async open(allowPrivate = true): Promise<void> {
    const { timing } = this
    this.#rooms = await openStore({ folder: this.folder, now: timing.now })
    const { store, webhooks } = this.#rooms
    const common = {
      webhooks,
      allowHttp: allowPrivate,
      fetch: createGuardedFetch({ allowPrivate }),
      seals: createSeals(this.key),
    }
    const onTrouble = (thrown: unknown) => void this.troubles.push(thrown)
    const sender = createSender({ ...common, store, timing, random: () => this.random, onTrouble })
    const checkUrl = createUrlCheck({ allowPrivate, resolve: async () => ['93.184.216.34'] })
    const ring = () => sender.ring()
    this.#desk = createWebhookDesk({ ...common, now: timing.now, checkUrl, ring })
    this.#sender = sender
  }

  /** An endpoint of owner-1, with its secret. */
  endpoint(url: string) {
    return this.desk.create({ name: 'A receiver', url, eventTypes: ['video.completed', 'video.failed'] }, caller)
  }

  /** A video of owner-1 that has ended as failed. */
  async fails(id: string): Promise<void> {
    const job = exampleJob(id)
    await this.rooms.store.transact(async (rows) => {
      await rows.insertJob(job)
      await rows.moveJob(job, move(job, 'failed'))
    })
  }

  /** The newest delivery of an endpoint. */
  async newest(endpointId: string) {
    const [delivery] = (await this.desk.deliveries(endpointId, { limit: 1 }, caller)).deliveries
    if (!delivery) throw new Error('There is no delivery.')
    return delivery
  }

  /** The newest delivery, once it was tried so often. */
  async tried(endpointId: string, times: number, stepMs = 0) {
    await this.timing.until(`${times} tries`, async () => (await this.newest(endpointId)).log.length >= times, stepMs)
    return this.newest(endpointId)
  }

  async close(): Promise<void> {
    await this.#sender?.stop()
    await this.#rooms?.close()
    this.#rooms = undefined
  }
}

export async function openOutbox(t: TestContext): Promise<OutboxHouse> {
  const folder = await mkdtemp(join(tmpdir(), 'kinora-outbox-'))
  const house = new OutboxHouse(folder)
  await house.open()
  t.after(async () => {
    await house.close()
    await rm(folder, { recursive: true, force: true })
  })
  return house
}
