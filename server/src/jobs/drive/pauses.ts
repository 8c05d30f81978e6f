/** Engines that take nothing until their operator mends something, with what that is. Lasts as long as the process. */
export class Pauses {
  readonly #reasons = new Map<string, string>()

  /** Undefined: it is not paused. */
  reason(engine: string): string | undefined {
    return this.#reasons.get(engine)
  }

  /** True when it was not paused before: only then the operator is told. */
  pause(engine: string, reason: string): boolean {
    const news = !this.#reasons.has(engine)
    this.#reasons.set(engine, reason)
    return news
  }

  resume(engine: string): void {
    this.#reasons.delete(engine)
  }
}
