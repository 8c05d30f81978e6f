import { Fault } from '../spec/fault.ts'
import { LIMITS } from '../spec/limits.ts'

/**
 * How many bodies are read at once, in all and by key. Whoever comes later waits in line with the body unread, and is
 * refused only when the key's line is full: an SDK sends many orders at once and gives each but three tries.
 */
export class UploadSlots {
  readonly #waiting: { readonly keyId: string; readonly enter: () => void }[] = []
  readonly #active = new Map<string, number>()
  #all = 0

  /** Resolves when it is this request's turn; the function it gives must be called once, when the request is over. */
  async enter(keyId: string): Promise<() => void> {
    const inLine = this.#waiting.filter((one) => one.keyId === keyId).length
    if (inLine >= LIMITS.uploadsWaitingPerKey)
      throw new Fault('rate_limit_exceeded', 'Too many uploads at once with this key. Try again in a second.')
    if (!this.#free(keyId)) await new Promise<void>((enter) => this.#waiting.push({ keyId, enter }))
    else this.#take(keyId)
    let left = false
    return () => {
      if (left) return
      left = true
      this.#leave(keyId)
    }
  }

  #free(keyId: string): boolean {
    return this.#all < LIMITS.uploadsAtOnce && (this.#active.get(keyId) ?? 0) < LIMITS.uploadsPerKey
  }

  #take(keyId: string): void {
    this.#all += 1
    this.#active.set(keyId, (this.#active.get(keyId) ?? 0) + 1)
  }

  #leave(keyId: string): void {
    this.#all -= 1
    const rest = (this.#active.get(keyId) ?? 1) - 1
    if (rest === 0) this.#active.delete(keyId)
    else this.#active.set(keyId, rest)
    // Taken for the next one here and now, or one that just arrives would slip in before it.
    const next = this.#waiting.findIndex((one) => this.#free(one.keyId))
    const [waiting] = next === -1 ? [] : this.#waiting.splice(next, 1)
    if (!waiting) return
    this.#take(waiting.keyId)
    waiting.enter()
  }
}
