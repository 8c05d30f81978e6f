import type { Rows } from './store.ts'

/**
 * Who must drive what. Never holds truth: an entry only says "drive job `ref`", and is written and removed in the same
 * transaction as the job's own rows. At least once: whoever drives a job looks at the job first.
 * Its time passes only while a process has it open, so that no jump of a clock makes anything due, late or old.
 */
export interface Queue {
  /** A `ref` is in a queue once; a second entry changes nothing. */
  enqueue(rows: Rows, queue: string, ref: string, entry?: Entry): Promise<void>
  /**
   * Takes due entries: first what `recover` freed, then by priority, then of the lane that has the fewest taken (in any
   * queue), then of the one whose turn is longest ago, then what was due longest.
   */
  claim(queue: string, wanted: Wanted): Promise<readonly Claim[]>
  /** Says "still on it". Returns those that still are the caller's. */
  touch(claims: readonly Claim[]): Promise<readonly Claim[]>
  /** Removes the entry. False when the claim lapsed: then throw, so that the transaction is undone. */
  done(rows: Rows, claim: Claim): Promise<boolean>
  /** Gives the entry back, to be taken in `afterMs` or later. False when the claim lapsed. */
  reschedule(claim: Claim, again: Again): Promise<boolean>
  /** Removes every entry for `ref`, taken or not. A claim on it has then lapsed. */
  cancel(rows: Rows, ref: string): Promise<void>
  /** The queues that hold entries. */
  names(): Promise<readonly string[]>
  /** Frees what dead processes had taken, for everything else to wait for; and nothing waits longer. Returns how many. */
  recover(): Promise<number>
  /** Hears the name of a queue when an entry was committed or given back. Returns how to stop listening. */
  onWake(listener: (queue: string) => void): () => void
  /** From now on nothing is claimed. Claims stay taken until the next `recover`. */
  stop(): void
}

export interface Entry {
  /** Milliseconds until it is due; 0 unless said. */
  readonly afterMs?: number
  /** Lanes take turns; the empty one unless said. */
  readonly lane?: string
  /** Whole number, higher is earlier; 0 unless said. */
  readonly priority?: number
}

export interface Wanted {
  /** Takes no more than this. */
  readonly count: number
  /** Takes nothing while this many of the queue are taken. */
  readonly maxActive: number
  /** Nor of a lane of which this many are taken in all queues together; entries without a lane, and freed ones, are free of it. */
  readonly maxPerLane?: number
  /** Only what `recover` freed, or, due or not, only what has been there for so long. Such are taken whatever is active. */
  readonly only?: 'recovered' | { readonly waitedMs: number }
}

export interface Again {
  /** Milliseconds. */
  readonly afterMs: number
  /** This claim is not counted among the tries. */
  readonly forgiven?: boolean
}

export interface Claim {
  readonly queue: string
  readonly ref: string
  /** Told apart from every other claim on the same entry. */
  readonly token: string
  /** How often the entry was claimed, this time included. */
  readonly tries: number
  /** How long the entry had been in the queue, milliseconds. */
  readonly waitedMs: number
}
