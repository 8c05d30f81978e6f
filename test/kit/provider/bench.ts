import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DIALECTS } from '../../../server/src/engines/videos-api/dialects.ts'
import { createVideosApiEngine } from '../../../server/src/engines/videos-api/engine.ts'
import type { VideosApiOptions } from '../../../server/src/engines/videos-api/options.ts'
import { createFrameGate } from '../../../server/src/media/frame-gate.ts'
import { createGuardedFetch } from '../../../server/src/media/guarded-fetch.ts'
import { inspectVideo } from '../../../server/src/media/inspect.ts'
import type { Engine, RenderRequest } from '../../../server/src/spec/engine.ts'
import type { MediaFacts } from '../../../server/src/spec/media.ts'
import type { Offer } from '../../../server/src/spec/offer.ts'
import type { Order } from '../../../server/src/spec/order.ts'
import { Provider, type ProviderOptions } from './provider.ts'

export const hostedOffer: Offer = {
  model: 'hosted-1',
  title: 'Hosted',
  about: 'Lives on the emulated provider.',
  seconds: { kind: 'set', values: [1, 2] },
  sizes: { kind: 'set', values: ['128x128'] },
  qualities: ['standard', 'high'],
  references: { max: 2, faces: true },
  people: { photosGoTo: '127.0.0.1', keptThere: null, ownConsent: false, chargedOnRefusal: false },
  audio: true,
  usdMicrosPerSecond: { standard: 100_000, high: 100_000 },
  priceSource: 'the emulated provider, 2026-11-23',
  generative: true,
  retiresOn: null,
}

/** A provider and clients of it. */
export interface Bench {
  readonly provider: Provider
  readonly model: string
  /** What the engines reported to the operator. */
  readonly alarms: string[]
  engine(changes?: Partial<VideosApiOptions>): Engine
  order(prompt?: string): Order
  request(prompt?: string, order?: Partial<Order>): RenderRequest
  readonly photo: RenderRequest['photo']
  inspect(video: ReadableStream<Uint8Array>): Promise<MediaFacts>
  readonly folder: string
  close(): Promise<void>
}

let keys = 0

const photo = async () => new Blob(['not looked at']).stream()
const order = (prompt = 'Two people meet on a bridge'): Order => ({
  prompt,
  seconds: 1,
  width: 128,
  height: 128,
  quality: 'standard',
  references: [],
  seed: 7,
})

export async function openBench(options: ProviderOptions = {}): Promise<Bench> {
  const provider = await new Provider(options).open()
  const folder = await mkdtemp(join(tmpdir(), 'kinora-bench-'))
  const frames = createFrameGate()
  const engines: Engine[] = []
  const alarms: string[] = []
  return {
    provider,
    model: hostedOffer.model,
    alarms,
    folder,
    photo,
    order,
    request(prompt, changes = {}) {
      keys += 1
      return { model: hostedOffer.model, order: { ...order(prompt), ...changes }, key: `bench-${keys}`, photo }
    },
    engine(changes = {}) {
      const dialect = changes.dialect ?? 'kinora'
      const engine = createVideosApiEngine({
        name: 'hosted',
        url: provider.url,
        key: provider.key,
        dialect,
        class: DIALECTS[dialect].class,
        slots: 4,
        offers: [hostedOffer],
        referenceField: undefined,
        askAgainMs: undefined,
        freeFailures: false,
        frames,
        folder,
        elsewhere: createGuardedFetch({ allowPrivate: false }),
        report: ({ message }) => void alarms.push(message),
        ...changes,
        limits: { submitMs: 700, askMs: 700, fileMs: 3_000, ...changes.limits },
      })
      engines.push(engine)
      return engine
    },
    async inspect(video) {
      keys += 1
      const path = join(folder, `video-${keys}.mp4`)
      await writeFile(path, video)
      return inspectVideo(path)
    },
    async close() {
      await Promise.all([...engines.map((engine) => engine.close()), frames.close(), provider.close()])
      await rm(folder, { recursive: true, force: true })
    },
  }
}
