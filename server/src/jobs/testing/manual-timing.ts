import type { Timing } from '../timing.ts'

/** Time that passes only while a test says so. */
export class ManualTiming implements Timing {
  #nowMs: number
  #jumpedMs = 0
  readonly #sleepers = new Set<{ readonly dueMs: number; readonly wake: () => void }>()
  constructor(startMs = 1_800_000_000_000) {
    this.#nowMs = startMs
  }

  readonly now = () => this.#nowMs + this.#jumpedMs
  readonly monotonic = () => this.#nowMs

  readonly wait = (ms: number, signal: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason)
      const sleeper = { dueMs: this.#nowMs + ms, wake: () => (end(), resolve()) }
      const onAbort = () => (end(), reject(signal.reason))
      const end = () => {
        this.#sleepers.delete(sleeper)
        signal.removeEventListener('abort', onAbort)
      }
      this.#sleepers.add(sleeper)
      signal.addEventListener('abort', onAbort)
    })

  /** Sets the clock on the wall; no time passes. */
  jump(ms: number): void {
    this.#jumpedMs += ms
  }

  advance(ms: number): void {
    this.#nowMs += ms
    for (const sleeper of this.#sleepers) if (sleeper.dueMs <= this.#nowMs) sleeper.wake()
  }

  get asleep(): number {
    return this.#sleepers.size
  }

  /**
   * Lets time pass in small steps, giving the disk a real moment at each, until something holds. Slow enough that the
   * guards against hanging calls (30 s and more) never fire while real bytes are being written.
   */
  async until(what: string, holds: () => boolean | Promise<boolean>, stepMs = 20): Promise<void> {
    for (let turn = 0; turn < 4_000; turn += 1) {
      if (await holds()) return
      await new Promise((resolve) => setTimeout(resolve, 1))
      this.advance(stepMs)
    }
    throw new Error(`It never came to this: ${what}.`)
  }
}
