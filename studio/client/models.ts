import type { SecondsOffer, SizesOffer } from 'kinora/spec/offer'
import type { Quality } from 'kinora/spec/video'
import { call } from './http.ts'

/** What happens to photos of people. */
export interface PeopleCard {
  readonly faces: boolean
  /** Null: they stay on the server's machine. */
  readonly photos_go_to: string | null
  readonly kept_there: string | null
  readonly charged_on_refusal: boolean | null
}

/** What a model accepts and costs, as `/v1/models` tells it. */
export interface OfferCard {
  readonly engine: string
  readonly alias_of: string | null
  readonly title: string
  readonly about: string
  readonly seconds: SecondsOffer
  readonly sizes: SizesOffer
  readonly qualities: readonly Quality[]
  readonly references: { readonly max: number; readonly faces: boolean }
  readonly people: PeopleCard
  readonly audio: boolean
  /** Which videos it can make longer; null: none. */
  readonly extends?: 'made_here' | 'any' | null
  /** Null where the price is unknown. */
  readonly usd_micros_per_second: Readonly<Record<Quality, number>> | null
  readonly price_source: string
  readonly generative: boolean
  readonly retires_on: string | null
}

export interface Model {
  readonly id: string
  readonly kinora: OfferCard
}

/** Models a person can pick: aliases are names for programs, so they stay out. */
export async function listModels(signal: AbortSignal): Promise<readonly Model[]> {
  const response = await call('/v1/models', { signal })
  const { data } = (await response.json()) as { readonly data: readonly (Model | { kinora?: undefined })[] }
  return pickable(data)
}

export function pickable(data: readonly (Model | { kinora?: undefined })[]): readonly Model[] {
  const known = data.filter((model): model is Model => model.kinora !== undefined)
  const own = known.filter((model) => model.kinora.alias_of === null)
  return own.length > 0 ? own : known
}
