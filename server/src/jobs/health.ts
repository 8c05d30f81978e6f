import type { Engine, Health } from '../spec/engine.ts'
import type { Pauses } from './drive/pauses.ts'
import { capped } from './timing.ts'
import type { Timing } from './timing.ts'

const FRESH_MS = 10_000
const PROBE_MS = 6_000

/** Knows how the engines are without making anybody wait: a look at stale news sends for new ones. */
export interface HealthBoard {
  latest(): ReadonlyMap<string, Health>
}

export function createHealthBoard(engines: readonly Engine[], timing: Timing, pauses?: Pauses): HealthBoard {
  const known = new Map<string, Health>(engines.map(({ name }) => [name, { ready: false, reason: 'Not asked yet.' }]))
  const never = new AbortController().signal
  let askedAtMs = -Infinity
  const ask = async (engine: Engine) => {
    try {
      known.set(engine.name, await capped(timing, PROBE_MS, never, (signal) => engine.probe(signal)))
    } catch {
      known.set(engine.name, { ready: false, reason: `The engine "${engine.name}" did not answer.` })
    }
  }
  const refresh = () => {
    if (timing.monotonic() - askedAtMs < FRESH_MS) return
    askedAtMs = timing.monotonic()
    for (const engine of engines) void ask(engine)
  }
  refresh()
  return {
    latest() {
      refresh()
      return new Map([...known].map(([name, health]) => [name, heldBy(pauses?.reason(name)) ?? health]))
    },
  }
}

function heldBy(reason: string | undefined): Health | undefined {
  return reason === undefined ? undefined : { ready: false, reason }
}
