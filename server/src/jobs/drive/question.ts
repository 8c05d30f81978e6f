import type { Engine, Handle, Report } from '../../spec/engine.ts'
import { capped } from '../timing.ts'
import type { Timing } from '../timing.ts'

const ASK_MS = 30_000

interface Asked {
  readonly engine: Engine
  readonly timing: Timing
  readonly signal: AbortSignal
}

/** What is asked about one render, one question at a time: while an engine owes an answer, it is not asked again. */
export class Question {
  readonly #asked: Asked
  readonly #handle: Handle
  #open = false
  constructor(asked: Asked, handle: Handle) {
    this.#asked = asked
    this.#handle = handle
  }

  /** @throws what the asking met; also when no answer came in time, or the last one is still owed. */
  async ask(): Promise<Report> {
    if (this.#open) throw new Error('The engine has not answered the last question yet.')
    const { engine, timing, signal } = this.#asked
    return capped(timing, ASK_MS, signal, (ending) => this.#poll(engine, ending))
  }

  async #poll(engine: Engine, signal: AbortSignal): Promise<Report> {
    this.#open = true
    try {
      return await engine.poll(this.#handle, signal)
    } finally {
      this.#open = false
    }
  }
}
