import type { Rows } from './store.ts'

/**
 * Who must drive what. Never holds truth: an entry only says "drive job `ref`", and is written and removed in the same
 * transaction as the job's own rows. At least once: whoever drives a job looks at the job first.
 */
export interface Queue {
  /** Due at `runAtMs` (unix ms; default: now). A `ref` is in a queue once; a second entry changes nothing. */
  enqueue(rows: Rows, queue: string, ref: string, runAtMs?: number): Promise<void>
  /** Takes up to `count` due entries, longest due first, while fewer than `maxActive` of this queue are taken in all. */
  claim(queue: string, count: number, maxActive: number): Promise<readonly Claim[]>
  /** Says "still on it". Returns those that still are the caller's. */
  touch(claims: readonly Claim[]): Promise<readonly Claim[]>
  /** Removes the entry. False when the claim lapsed: then throw, so that the transaction is undone. */
  done(rows: Rows, claim: Claim): Promise<boolean>
  /** Gives the entry back, to be taken at `runAtMs` or later. False when the claim lapsed. */
  reschedule(claim: Claim, runAtMs: number): Promise<boolean>
  /** Removes every entry for `ref`, taken or not. A claim on it has then lapsed. */
  cancel(rows: Rows, ref: string): Promise<void>
  /** Frees what dead processes had taken; it becomes due before everything else. Returns how many. */
  recover(): Promise<number>
  /** Hears the name of a queue when an entry was committed or given back. Returns how to stop listening. */
  onWake(listener: (queue: string) => void): () => void
  /** From now on nothing is claimed. Claims stay taken until the next `recover`. */
  stop(): void
}

export interface Claim {
  readonly queue: string
  readonly ref: string
  /** Told apart from every other claim on the same entry. */
  readonly token: string
  /** How often the entry was claimed, this time included. */
  readonly tries: number
}
