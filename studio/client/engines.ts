import type { EngineClass } from 'kinora/spec/engine'
import { getJson } from './json.ts'
import type { OfferCard } from './models.ts'

/** What one model accepts and costs, as `/v1/engines` tells it. */
export type EngineOffer = Omit<OfferCard, 'engine' | 'alias_of'> & { readonly model: string }

export interface EngineCard {
  readonly name: string
  readonly class: EngineClass
  /** Renders at once. */
  readonly slots: number
  readonly ready: boolean
  /** Why it cannot work now; null while it can. */
  readonly reason: string | null
  readonly offers: readonly EngineOffer[]
}

export async function listEngines(signal: AbortSignal): Promise<readonly EngineCard[]> {
  return (await getJson<{ readonly data: readonly EngineCard[] }>('/v1/engines', signal)).data
}
