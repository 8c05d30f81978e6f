import type { Engine, EngineClass, Handle, Health, RenderRequest, RenderResult, Report } from '../engine.ts'
import type { Offer } from '../offer.ts'
import type { JobFault } from '../video.ts'

export const scriptedOffer: Offer = {
  model: 'scripted-1',
  title: 'Scripted',
  about: 'Does what a test tells it.',
  seconds: { kind: 'set', values: [4, 8, 12] },
  sizes: { kind: 'set', values: ['720x1280', '1280x720'] },
  qualities: ['standard', 'high'],
  references: { max: 2, faces: true },
  people: { photosGoTo: null, keptThere: null, ownConsent: false, chargedOnRefusal: false },
  audio: false,
  usdMicrosPerSecond: { standard: 0, high: 0 },
  priceSource: 'none, 2026-11-23',
  generative: false,
  retiresOn: null,
}

/** The same for money: 0.10 USD a second. */
export const paidOffer: Offer = { ...scriptedOffer, usdMicrosPerSecond: { standard: 100_000, high: 100_000 } }

export interface ScriptedOptions {
  readonly name?: string
  readonly class?: EngineClass
  readonly slots?: number
  readonly offers?: readonly Offer[]
}

/** Keeps the engine contract and does nothing by itself: a render runs until a test says how it ends. */
export class ScriptedEngine implements Engine {
  readonly name: string
  readonly class: EngineClass
  readonly slots: number
  readonly offers: readonly Offer[]
  /** How often `start` was called, and how many of those calls the engine took, by key. */
  readonly starts = new Map<string, number>()
  readonly renders = new Map<string, Report>()
  readonly cancelled = new Set<string>()
  readonly released = new Set<string>()
  /** What the next starts do, one each: throw before the render is taken, or lose the answer after it was. */
  readonly nextStarts: { readonly throws: unknown; readonly taken: boolean }[] = []
  /** What the next polls throw, one each. */
  readonly nextPolls: unknown[] = []
  /** What the next searches do, one each, instead of telling the truth: throw an Error, or see nothing. */
  readonly nextFinds: unknown[] = []
  /** Every key that was searched for. */
  readonly finds: string[] = []
  /** How a render stands right after its start. */
  firstReport: Report = { state: 'running', askAgainMs: 50 }
  /** Awaited inside every start, after the render was taken. */
  startGate: Promise<unknown> = Promise.resolve()
  polls = 0
  mostAtOnce = 0
  health: Health = { ready: true }
  constructor(options: ScriptedOptions = {}) {
    this.name = options.name ?? 'scripted'
    this.class = options.class ?? 'local'
    this.slots = options.slots ?? 2
    this.offers = options.offers ?? [scriptedOffer]
  }

  async probe(): Promise<Health> {
    return this.health
  }

  async start(request: RenderRequest): Promise<Handle> {
    const { key } = request
    this.starts.set(key, (this.starts.get(key) ?? 0) + 1)
    for (const reference of request.order.references) await (await request.photo(reference)).cancel()
    const next = this.nextStarts.shift()
    if (next && !next.taken) throw next.throws
    if (!this.renders.has(key)) this.renders.set(key, this.firstReport)
    const running = [...this.renders.values()].filter(({ state }) => state === 'running').length
    this.mostAtOnce = Math.max(this.mostAtOnce, running)
    await this.startGate
    if (next) throw next.throws
    return { render: key }
  }

  async find(key: string): Promise<{ readonly handle: Handle } | 'absent' | undefined> {
    this.finds.push(key)
    if (this.nextFinds.length > 0) {
      const next = this.nextFinds.shift()
      if (next instanceof Error) throw next
      return undefined
    }
    return this.renders.has(key) ? { handle: { render: key } } : 'absent'
  }

  async poll(handle: Handle): Promise<Report> {
    this.polls += 1
    if (this.nextPolls.length > 0) throw this.nextPolls.shift()
    return this.renders.get(keyOf(handle)) ?? { state: 'lost' }
  }

  async cancel(handle: Handle): Promise<void> {
    this.cancelled.add(keyOf(handle))
    if (this.renders.get(keyOf(handle))?.state === 'running') this.renders.delete(keyOf(handle))
  }

  async release(handle: Handle): Promise<void> {
    this.released.add(keyOf(handle))
    this.renders.delete(keyOf(handle))
  }

  /** Forgets every render under way, like an engine whose process ended. */
  async close(): Promise<void> {
    this.renders.clear()
  }

  progress(key: string, progress: number): void {
    this.renders.set(key, { state: 'running', progress, askAgainMs: 50 })
  }

  finish(key: string, result: RenderResult = scriptedResult()): void {
    this.renders.set(key, { state: 'done', result })
  }

  /** As one that charges nothing for failures, unless it is told to. */
  fail(key: string, fault: JobFault, costUsdMicros: number | null = 0): void {
    this.renders.set(key, { state: 'failed', fault, costUsdMicros })
  }

  lose(key: string): void {
    this.renders.delete(key)
  }
}

/** A result whose files are these texts. */
export function scriptedResult(changes: Partial<RenderResult> = {}): RenderResult {
  return {
    video: async () => textStream('scripted video'),
    thumbnail: async () => textStream('scripted still'),
    spritesheet: async () => textStream('scripted grid'),
    warnings: [],
    costUsdMicros: null,
    ...changes,
  }
}

export function textStream(text: string): ReadableStream<Uint8Array> {
  return new Blob([text]).stream()
}

function keyOf(handle: Handle): string {
  if (handle !== null && typeof handle === 'object' && 'render' in handle && typeof handle.render === 'string') {
    return handle.render
  }
  throw new Error('Not a handle of mine.')
}
