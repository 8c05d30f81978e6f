import type { Kysely } from 'kysely'
import type { Clock } from '../spec/time.ts'
import type { Tables } from './tables.ts'

/** A kill loses up to this much of it. */
const BEAT_MS = 30_000

/** How long this data folder has been open in all its life: a clock that no jump of the system's clock can move. */
export class Uptime {
  readonly #baseMs: number
  readonly #monotonic: Clock
  readonly #startedMs: number
  #savedMs: number
  private constructor(baseMs: number, monotonic: Clock) {
    this.#baseMs = baseMs
    this.#savedMs = baseMs
    this.#monotonic = monotonic
    this.#startedMs = monotonic()
  }

  static async open(db: Kysely<Tables>, monotonic: Clock): Promise<Uptime> {
    const { ms } = await db.selectFrom('uptime').select('ms').executeTakeFirstOrThrow()
    return new Uptime(ms, monotonic)
  }

  /** Whole milliseconds, 1 and up. */
  readonly now = (): number => this.#baseMs + Math.floor(this.#monotonic() - this.#startedMs)

  /** Writes it down now and then. */
  async beat(db: Kysely<Tables>): Promise<void> {
    const nowMs = this.now()
    if (nowMs - this.#savedMs < BEAT_MS) return
    await db.updateTable('uptime').set({ ms: nowMs }).execute()
    this.#savedMs = nowMs
  }
}
