import type { EngineClass } from '../../spec/engine.ts'

/** How one kind of server speaks the Videos API (videos-api.md 9.1). Data only. */
export interface Dialect {
  /** What it can promise after a lost answer, as long as the operator says nothing else. */
  readonly class: Exclude<EngineClass, 'local'>
  /**
   * How photos travel. `all`: one part each. `one`: a single file, as it is. `first_frame`: a single file that must have
   * exactly the size of the video. Where there are more photos than files, they are composed into one picture.
   */
  readonly pictures: 'all' | 'one' | 'first_frame'
  /** Fields beyond prompt, model, seconds and size that it takes. */
  readonly extras: readonly ('quality' | 'seed')[]
  /** How a render is stopped; absent: it cannot be. `delete` also forgets it. */
  readonly cancel?: 'post' | 'delete'
  /** Whether it says in `cost.final_usd_micros` what it charged. */
  readonly saysCost: boolean
  /** Whether it has `variant=thumbnail` and `variant=spritesheet`. */
  readonly stills: boolean
  /** How long to wait between two questions, milliseconds. */
  readonly askAgainMs: number
}

export const DIALECTS = {
  /** Another Kinora. */
  kinora: {
    class: 'idempotent',
    pictures: 'all',
    extras: ['quality', 'seed'],
    cancel: 'post',
    saysCost: true,
    stills: true,
    askAgainMs: 2_000,
  },
  /** api.openai.com as it was until 2026-09-24, and who follows it to the letter. */
  openai: {
    class: 'opaque',
    pictures: 'first_frame',
    extras: [],
    saysCost: false,
    stills: true,
    askAgainMs: 10_000,
  },
  'vllm-omni': {
    class: 'opaque',
    pictures: 'one',
    extras: ['seed'],
    cancel: 'delete',
    saysCost: false,
    stills: false,
    askAgainMs: 5_000,
  },
  /** Its DELETE does not stop a render, so it counts as one that cannot. */
  sglang: {
    class: 'opaque',
    pictures: 'one',
    extras: ['seed'],
    saysCost: false,
    stills: false,
    askAgainMs: 5_000,
  },
} as const satisfies Record<string, Dialect>

export type DialectName = keyof typeof DIALECTS
