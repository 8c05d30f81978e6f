import type { ListEngines } from '../spec/engine-desk.ts'
import type { Engine, Health } from '../spec/engine.ts'

/** The engines with what is known of their health. */
export function createListEngines(engines: readonly Engine[], health: () => ReadonlyMap<string, Health>): ListEngines {
  return () => {
    const known = health()
    return engines.map(({ name, class: kind, slots, offers }) => ({
      name,
      class: kind,
      slots,
      offers,
      health: known.get(name) ?? { ready: false, reason: 'Not asked yet.' },
    }))
  }
}
