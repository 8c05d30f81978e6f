/** One render as the provider knows it. */
export interface Render {
  readonly id: string
  /** What the client calls it: its Idempotency-Key, else its `metadata[reference]`; null when it sends neither. */
  readonly key: string | null
  readonly model: string
  readonly prompt: string
  readonly seconds: number
  readonly width: number
  readonly height: number
  /** Bytes of each picture that came, in order. */
  readonly pictures: readonly number[]
  /** `U3`, or empty. */
  readonly fault: string
  readonly createdAtMs: number
  readonly priceUsdMicros: number
  /** What it costs the client as things stand. */
  chargedUsdMicros: number
  status: 'queued' | 'in_progress' | 'completed' | 'failed' | 'cancelled'
  polls: number
  downloads: number
  deleted: boolean
}

/** The provider's own book: what a test compares with Kinora's. Plain JSON on `GET /account`. */
export interface AccountReport {
  /** Orders that arrived whole, by key (orders without one under `-`). */
  readonly submits: Readonly<Record<string, number>>
  /** Renders really begun, by key: more than 1 is a double payment. */
  readonly renders: Readonly<Record<string, number>>
  readonly chargedUsdMicros: number
  readonly running: number
  readonly completed: number
  readonly cancels: number
  readonly deletes: number
  /** The most questions about one render that were open at once. */
  readonly pollsAtOnce: number
}

export class Account {
  readonly renders = new Map<string, Render>()
  readonly submits = new Map<string, number>()
  readonly #polling = new Map<string, number>()
  cancels = 0
  deletes = 0
  pollsAtOnce = 0

  arrived(key: string | null): number {
    const times = (this.submits.get(key ?? '-') ?? 0) + 1
    this.submits.set(key ?? '-', times)
    return times
  }

  ofKey(key: string): Render | undefined {
    return [...this.renders.values()].find((render) => render.key === key)
  }

  /** Counts a question about a render until its answer has left. */
  polling(id: string): () => void {
    const open = (this.#polling.get(id) ?? 0) + 1
    this.#polling.set(id, open)
    this.pollsAtOnce = Math.max(this.pollsAtOnce, open)
    return () => void this.#polling.set(id, (this.#polling.get(id) ?? 1) - 1)
  }

  report(): AccountReport {
    const all = [...this.renders.values()]
    const renders: Record<string, number> = {}
    for (const { key } of all) renders[key ?? '-'] = (renders[key ?? '-'] ?? 0) + 1
    return {
      submits: Object.fromEntries(this.submits),
      renders,
      chargedUsdMicros: all.reduce((sum, { chargedUsdMicros }) => sum + chargedUsdMicros, 0),
      running: all.filter(({ status }) => status === 'queued' || status === 'in_progress').length,
      completed: all.filter(({ status }) => status === 'completed').length,
      cancels: this.cancels,
      deletes: this.deletes,
      pollsAtOnce: this.pollsAtOnce,
    }
  }
}
