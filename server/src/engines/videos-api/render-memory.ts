import type { Handle } from '../../spec/engine.ts'

/** Far more than are ever under way at once. */
const MOST = 10_000

/** What one process remembers of its renders. Nothing here has to survive it: what must is in the handles. */
export class RenderMemory {
  readonly #starts = new Map<string, Promise<Handle>>()
  readonly #owners = new Map<string, string>()
  readonly #said = new Map<string, true>()

  /** The same key while or after it was taken is the same render; after a failure it may be tried again. */
  once(key: string, start: () => Promise<Handle>): Promise<Handle> {
    const known = this.#starts.get(key)
    if (known) return known
    const started = start()
    remember(this.#starts, key, started)
    started.catch(() => this.#starts.delete(key))
    return started
  }

  /** Whether this name of a render is new, or belongs to this same order. */
  claim(id: string, key: string): boolean {
    const owner = this.#owners.get(id)
    if (owner === undefined) remember(this.#owners, id, key)
    return owner === undefined || owner === key
  }

  onceOnly(word: string, say: () => void): void {
    if (this.#said.has(word)) return
    remember(this.#said, word, true)
    say()
  }
}

function remember<T>(map: Map<string, T>, key: string, value: T): void {
  map.set(key, value)
  if (map.size <= MOST) return
  const oldest = map.keys().next()
  if (!oldest.done) map.delete(oldest.value)
}
