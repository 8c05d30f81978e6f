/** Who wants to hear. One that throws harms neither the teller nor the others. */
export class Listeners<T> {
  readonly #all = new Set<(told: T) => void>()

  add(listener: (told: T) => void): () => void {
    const own = (told: T) => listener(told)
    this.#all.add(own)
    return () => void this.#all.delete(own)
  }

  tell(told: T): void {
    for (const listener of this.#all) {
      try {
        listener(told)
      } catch (thrown) {
        queueMicrotask(() => {
          throw thrown
        })
      }
    }
  }
}
