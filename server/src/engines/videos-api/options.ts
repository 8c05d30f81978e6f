import { z } from 'zod'
import type { EngineClass } from '../../spec/engine.ts'
import type { GuardedFetch } from '../../spec/guarded-fetch.ts'
import type { FrameGate } from '../../spec/joint-frame.ts'
import { LIMITS } from '../../spec/limits.ts'
import type { Offer } from '../../spec/offer.ts'
import type { Dialect, DialectName } from './dialects.ts'

export interface VideosApiOptions {
  readonly name: string
  /** Where its API begins, version included, like `https://video.example.com/v1`. */
  readonly url: string
  /** Undefined: the server asks for none. Sent to that one origin and nowhere else. */
  readonly key: string | undefined
  readonly dialect: DialectName
  readonly class: Exclude<EngineClass, 'local'>
  readonly slots: number
  readonly offers: readonly Offer[]
  /** Class `findable`: the field in which our key is sent, and in which the server's list shows it again. */
  readonly referenceField: string | undefined
  /** Whether a failed render costs nothing there. Else only the server knows, and it may not say. */
  readonly freeFailures: boolean
  /** Milliseconds between two questions; undefined: as usual in this dialect. */
  readonly askAgainMs: number | undefined
  /** Composes photos where the server takes one picture; `folder` is for the files it needs meanwhile. */
  readonly frames: Pick<FrameGate, 'compose'>
  readonly folder: string
  /** For addresses that the server names beside its own: public ones only. */
  readonly elsewhere: GuardedFetch
  /** Told what the operator should know. */
  readonly report: (problem: Error) => void
  readonly limits?: Partial<CallLimits>
}

export interface CallLimits {
  /** Milliseconds for a whole submit, a whole question, a whole file. */
  readonly submitMs: number
  readonly askMs: number
  readonly fileMs: number
  /** Bytes of an answer that is no file. */
  readonly answerBytes: number
  readonly videoBytes: number
}

/** Shorter than what the driver allows a call, so that the engine is the one to say what happened. */
export const CALL_LIMITS: CallLimits = {
  submitMs: 110_000,
  askMs: 25_000,
  fileMs: 890_000,
  answerBytes: 1_048_576,
  videoBytes: LIMITS.videoBytes,
}

/** One server, and all that is needed to talk with it. */
export interface Server extends Omit<VideosApiOptions, 'dialect' | 'limits'> {
  readonly dialect: Dialect
  readonly limits: CallLimits
  /** With the key, for addresses of its own origin. */
  readonly own: GuardedFetch
  readonly headers: Readonly<Record<string, string>>
  /** Tells the operator what it did, after "The server of the engine …". */
  readonly alarm: (what: string) => void
}

/** What must outlive the process. */
export const RenderHandle = z.object({
  id: z.string().min(1).max(1500),
  model: z.string(),
  warnings: z.array(z.string()),
})
export type RenderHandle = z.infer<typeof RenderHandle>
