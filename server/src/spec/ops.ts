/** How many of something, by two words that come from a fixed set. */
export interface Count {
  /** An engine's name, or a queue's. */
  readonly of: string
  /** A state, an outcome, a kind of charge. */
  readonly as: string
  readonly count: number
}

/** What the operator watches, counted from the rows as they are. No prompt, no owner, no id. */
export interface OpsFacts {
  /** Jobs by engine and state. */
  readonly jobs: readonly Count[]
  /** Attempts by engine and outcome. */
  readonly attempts: readonly Count[]
  /** Webhook deliveries by state; `of` is empty. */
  readonly deliveries: readonly Count[]
  /** What waits by queue; `oldestAtMs`, Unix milliseconds, is null for an empty queue. */
  readonly queues: readonly { readonly queue: string; readonly waiting: number; readonly oldestAtMs: number | null }[]
  /** By engine, micro-USD. */
  readonly money: readonly {
    readonly engine: string
    readonly heldUsdMicros: number
    readonly spentUsdMicros: number
  }[]
}

export interface OpsReads {
  facts(): Promise<OpsFacts>
}
