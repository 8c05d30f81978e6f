/** One after another: what costs much memory for a moment. */
export class Turnstile {
  #last: Promise<unknown> = Promise.resolve()

  /** Resolves when everyone before has left; the function it gives must be called once. */
  async enter(): Promise<() => void> {
    const before = this.#last
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#last = promise
    await before
    return resolve
  }
}
