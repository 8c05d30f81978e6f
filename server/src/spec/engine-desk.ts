import type { EngineClass, Health } from './engine.ts'
import type { Offer } from './offer.ts'

/** An engine as its operator and its clients may know it. */
export interface EngineCard {
  readonly name: string
  readonly class: EngineClass
  /** Renders at once. */
  readonly slots: number
  /** The latest that is known; asking never waits for the engine. */
  readonly health: Health
  readonly offers: readonly Offer[]
}

/** In the order in which models are looked for. */
export type ListEngines = () => readonly EngineCard[]
