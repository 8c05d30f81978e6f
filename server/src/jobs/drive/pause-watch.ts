import type { Engine } from '../../spec/engine.ts'
import { capped } from '../timing.ts'
import type { Tools } from './work.ts'

const EVERY_MS = 60_000
const PROBE_MS = 6_000

/** Asks a paused engine once a minute whether it can work again. */
export class PauseWatch {
  readonly #tools: Pick<Tools, 'pauses' | 'timing'>
  readonly #engine: Engine
  readonly #signal: AbortSignal
  #askedAtMs: number | undefined
  constructor(tools: Pick<Tools, 'pauses' | 'timing'>, engine: Engine, signal: AbortSignal) {
    this.#tools = tools
    this.#engine = engine
    this.#signal = signal
  }

  /** Whether the pause goes on; false when there is none. */
  async goesOn(): Promise<boolean> {
    const { pauses, timing } = this.#tools
    const { name } = this.#engine
    if (pauses.reason(name) === undefined) return false
    const nowMs = timing.monotonic()
    this.#askedAtMs ??= nowMs
    if (nowMs - this.#askedAtMs < EVERY_MS) return true
    this.#askedAtMs = nowMs
    if (!(await this.#isReady())) return true
    pauses.resume(name)
    this.#askedAtMs = undefined
    return false
  }

  async #isReady(): Promise<boolean> {
    try {
      return (await capped(this.#tools.timing, PROBE_MS, this.#signal, (signal) => this.#engine.probe(signal))).ready
    } catch {
      return false
    }
  }
}
