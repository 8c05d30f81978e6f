import { setImmediate as nextTurn } from 'node:timers/promises'
import { crashPoint } from '../../spec/crash-point.ts'
import type { Engine } from '../../spec/engine.ts'
import { LIMITS } from '../../spec/limits.ts'
import type { Claim, Wanted } from '../../spec/queue.ts'
import type { JobEvent } from '../../spec/store.ts'
import { endAbandoned } from './abandoned.ts'
import { Bell } from './bell.ts'
import { drive } from './drive.ts'
import { listenLate } from '../late/late-loop.ts'
import { QUEUE_MS } from './limits.ts'
import { Pauses } from './pauses.ts'
import { PauseWatch } from './pause-watch.ts'
import { recoverFrom } from './trouble.ts'
import { systemTiming } from '../timing.ts'
import type { Timing } from '../timing.ts'
import { ServerStops, queueOf } from './work.ts'
import type { Tools, Work } from './work.ts'

/** Drives jobs, each engine's within its slots. */
export interface Driver {
  /** Takes up at once whatever an earlier process left, in every state. */
  start(): Promise<void>
  /** Claims nothing more, breaks off asking and waiting, and leaves every job so that the next start goes on with it. */
  stop(): Promise<void>
}

export type DriverParts = Omit<Tools, 'timing' | 'onTrouble' | 'pauses'> &
  Partial<Pick<Tools, 'onTrouble' | 'pauses'>> & {
    readonly engines: readonly Engine[]
    readonly timing?: Timing
    /** How many jobs of one key are driven at once, all engines together; as many as there are slots unless said. */
    readonly jobsPerKey?: number | undefined
  }

/** Delayed entries are found this late at most. */
const IDLE_MS = 1_000
/** Claimed at once, so that many do not keep others waiting. */
const BATCH = 500

export function createDriver(parts: DriverParts): Driver {
  return new LoopDriver(parts)
}

class LoopDriver implements Driver {
  readonly #tools: Tools
  readonly #engines: readonly Engine[]
  readonly #jobsPerKey: number | undefined
  readonly #bells = new Map<string, Bell>()
  readonly #jobs = new Map<string, AbortController>()
  readonly #controllers = new Set<AbortController>()
  readonly #runs = new Set<Promise<void>>()
  readonly #stopping = new AbortController()
  readonly #last = new AbortController()
  #loops: readonly Promise<void>[] = []
  #deaf: readonly (() => void)[] = []
  constructor({ engines, jobsPerKey, timing = systemTiming, ...rest }: DriverParts) {
    this.#tools = { onTrouble: () => undefined, pauses: new Pauses(), ...rest, timing }
    this.#engines = engines
    this.#jobsPerKey = jobsPerKey
  }

  async start(): Promise<void> {
    const { queue, store } = this.#tools
    await queue.recover()
    crashPoint('C30')
    for (const { name } of this.#engines) this.#bells.set(queueOf(name), new Bell())
    this.#deaf = [queue.onWake((name) => this.#bells.get(name)?.ring()), store.onEvent((event) => this.#heard(event))]
    const signal = this.#stopping.signal
    const names = this.#engines.map(({ name }) => name)
    this.#loops = [
      endAbandoned(this.#tools, names, signal),
      ...this.#engines.flatMap((engine) => [this.#loop(engine), listenLate(this.#tools, engine, signal)]),
    ]
  }

  async stop(): Promise<void> {
    const { queue, timing } = this.#tools
    queue.stop()
    this.#stopping.abort(new ServerStops())
    for (const bell of this.#bells.values()) bell.ring()
    this.#abortAll()
    await Promise.all(this.#loops)
    this.#abortAll()
    const ended = new AbortController()
    const patience = timing.wait(LIMITS.stopMs, ended.signal).then(
      () => this.#last.abort(),
      () => undefined,
    )
    await Promise.allSettled(this.#runs)
    ended.abort()
    await patience
    for (const stop of this.#deaf) stop()
  }

  #abortAll(): void {
    for (const controller of this.#controllers) controller.abort(this.#stopping.signal.reason)
  }

  #heard(event: JobEvent): void {
    if (event.type === 'cancelled' || event.type === 'deleted') this.#jobs.get(event.jobId)?.abort()
  }

  async #loop(engine: Engine): Promise<void> {
    const { onTrouble } = this.#tools
    const name = queueOf(engine.name)
    const pause = new PauseWatch(this.#tools, engine, this.#stopping.signal)
    while (!this.#stopping.signal.aborted) {
      this.#bells.get(name)?.silence()
      try {
        const paused = await pause.goesOn()
        await this.#claimAll(engine, { only: { waitedMs: QUEUE_MS } })
        await this.#claimAll(engine, paused ? { only: 'recovered' } : {})
      } catch (thrown) {
        onTrouble(thrown, '')
      }
      await this.#nap(name)
    }
  }

  /** In batches, so that whoever waits for the database or the event loop gets a turn in between. */
  async #claimAll(engine: Engine, only: Pick<Wanted, 'only'>): Promise<void> {
    const { name, slots } = engine
    const perLane = this.#jobsPerKey === undefined ? {} : { maxPerLane: this.#jobsPerKey }
    const wanted = { count: Math.min(slots, BATCH), maxActive: slots, ...perLane, ...only }
    for (;;) {
      const claims = await this.#tools.queue.claim(queueOf(name), wanted)
      for (const claim of claims) this.#run(engine, claim)
      if (claims.length < wanted.count) return
      await nextTurn()
    }
  }

  async #nap(name: string): Promise<void> {
    const awake = new AbortController()
    const signal = AbortSignal.any([awake.signal, this.#stopping.signal])
    const tick = this.#tools.timing.wait(IDLE_MS, signal).catch(() => undefined)
    await Promise.race([tick, this.#bells.get(name)?.heard()])
    awake.abort()
  }

  #run(engine: Engine, claim: Claim): void {
    const run = this.#drive(engine, claim)
      .catch((thrown: unknown) => {
        if (!this.#stopping.signal.aborted) this.#tools.onTrouble(thrown, claim.ref)
      })
      .finally(() => {
        this.#runs.delete(run)
        this.#bells.get(claim.queue)?.ring() // a slot is free
      })
    this.#runs.add(run)
  }

  async #drive(engine: Engine, claim: Claim): Promise<void> {
    const own = new AbortController()
    this.#jobs.set(claim.ref, own)
    this.#controllers.add(own)
    const stopping = this.#stopping.signal
    const work: Work = {
      ...this.#tools,
      engine,
      claim,
      signal: own.signal,
      lastSignal: this.#last.signal,
    }
    try {
      await drive(work)
    } catch (thrown) {
      if (stopping.aborted) return
      // Cancelled midway: driven once more, its terminal state tells the engine and takes the entry away.
      if (own.signal.aborted) await drive({ ...work, signal: stopping })
      else await recoverFrom(work, thrown)
    } finally {
      this.#controllers.delete(own)
      if (this.#jobs.get(claim.ref) === own) this.#jobs.delete(claim.ref)
    }
  }
}
