import type { Json, Order, Reference } from './order.ts'
import type { Offer } from './offer.ts'
import type { JobFault } from './video.ts'

/**
 * What an engine can promise after a lost answer (reliability.md rule 2).
 * `idempotent`: dedupes by our key, so send again. `findable`: can be searched by our key. `opaque`: neither, a person
 * decides. `local`: our own renderer, rendering again is free.
 */
export type EngineClass = 'idempotent' | 'findable' | 'opaque' | 'local'

/** One way to make a video. Holds no job state: what must outlive the process is in the handle or on disk. */
export interface Engine {
  readonly name: string
  readonly class: EngineClass
  /** How many renders it takes at once; further jobs wait in the queue. */
  readonly slots: number
  /** What each model accepts. */
  readonly offers: readonly Offer[]
  /** Can it work now? Never spends money; answers within 5 s. `reason` tells the operator what to do. */
  probe(signal: AbortSignal): Promise<Health>
  /**
   * Begins one render. The same `key` twice must not pay twice. Resolves once the engine has taken it.
   * @throws NotStarted, Refused or EngineStopped (`engine-errors.ts`). Anything else: nobody knows whether it began, and
   * `class` says what follows.
   */
  start(request: RenderRequest, signal: AbortSignal): Promise<Handle>
  /** Asks about a render. Throws when the asking failed; answers `failed` when the render did. */
  poll(handle: Handle, signal: AbortSignal): Promise<Report>
  /**
   * Class `findable` only: looks for the render that was started under this key at `sinceMs` (unix ms) or later. `absent`
   * only when everything the engine ever took since then was seen; undefined: not seen, it may still show up.
   */
  find?(key: string, sinceMs: number, signal: AbortSignal): Promise<{ readonly handle: Handle } | 'absent' | undefined>
  /** Absent when the engine cannot stop a render. Harmless when the render has ended or is unknown. */
  cancel?(handle: Handle): Promise<void>
  /** The job has ended and everything worth keeping is in our store: the engine may drop what it keeps. */
  release?(handle: Handle): Promise<void>
  /** Ends everything it runs, children included. Renders that were under way are `lost` afterwards. */
  close(): Promise<void>
}

export type Health = { readonly ready: true } | { readonly ready: false; readonly reason: string }

/** Readable only by the engine that made it, and plain JSON so that it survives a restart. */
export type Handle = Json

export interface RenderRequest {
  /** The offer's own model id, whatever alias the client used. */
  readonly model: string
  readonly order: Order
  /** Unique to one attempt of one job, stable across restarts: letters, digits, `_` and `-`. */
  readonly key: string
  /** The bytes of one of the order's references. */
  photo(reference: Reference): Promise<ReadableStream<Uint8Array>>
  /** The bytes of the order's source; absent when it has none. */
  source?(): Promise<ReadableStream<Uint8Array>>
}

export type Report =
  | {
      readonly state: 'running'
      /** 0 to 1; absent when the engine does not say. */
      readonly progress?: number
      readonly askAgainMs: number
    }
  | { readonly state: 'done'; readonly result: RenderResult }
  | {
      readonly state: 'failed'
      readonly fault: JobFault
      /** What the engine says it charged all the same; null when it does not say, as most. */
      readonly costUsdMicros: number | null
    }
  /** The engine no longer knows this render (it was restarted, or forgot). */
  | { readonly state: 'lost' }

export interface RenderResult {
  /** Opens the whole MP4. May be called again after a failed read. */
  video(): Promise<ReadableStream<Uint8Array>>
  /** WebP still and JPEG grid where the engine draws them itself; else ours are made from the video. */
  thumbnail?(): Promise<ReadableStream<Uint8Array>>
  spritesheet?(): Promise<ReadableStream<Uint8Array>>
  readonly warnings: readonly string[]
  /** What the engine says it charged; null when it does not say. */
  readonly costUsdMicros: number | null
}
