import type { Quality } from './video.ts'

/** Whole seconds a model can make: a list, or a range with the values worth showing in a selector. */
export type SecondsOffer =
  | { readonly kind: 'set'; readonly values: readonly number[] }
  | { readonly kind: 'range'; readonly min: number; readonly max: number; readonly suggested: readonly number[] }

/** Frame sizes a model can make, `WIDTHxHEIGHT`: a list, or any even pair within a range. */
export type SizesOffer =
  | { readonly kind: 'set'; readonly values: readonly string[] }
  | {
      readonly kind: 'range'
      /** Pixels a side. */
      readonly min: number
      readonly max: number
      /** Pixels in all. */
      readonly maxPixels: number
      readonly suggested: readonly string[]
    }

/** `made_here`: only videos this server made and did not extend. `any`: uploaded ones too. */
export type SourcesOffer = 'made_here' | 'any'

/** What happens to photos of people. Told before anything is uploaded or paid. */
export interface PeopleRules {
  /** The host that photos are sent to; null: they stay on this machine. */
  readonly photosGoTo: string | null
  /** How long that host keeps them, in words for people; null: it does not say, or they stay here. */
  readonly keptThere: string | null
  /** Whether its own request has a field for consent, which Kinora fills in from the record. */
  readonly ownConsent: boolean
  /** Whether it charges for an order it then refuses because of a face or a word; null: it does not say. */
  readonly chargedOnRefusal: boolean | null
}

/**
 * What one model accepts and costs. Data only: selectors, estimates, refusals and `/v1/models` all come from it.
 * An order outside an offer is refused before a job exists.
 */
export interface Offer {
  readonly model: string
  /** For people, e.g. `Built-in animatic`. */
  readonly title: string
  /** One sentence for people: what it is good at, and what it is not. */
  readonly about: string
  readonly seconds: SecondsOffer
  readonly sizes: SizesOffer
  readonly qualities: readonly Quality[]
  /** `faces`: whether photos in which someone can be recognised are taken. */
  readonly references: { readonly max: number; readonly faces: boolean }
  readonly people: PeopleRules
  readonly audio: boolean
  /** Which videos it can make anew in other words, keeping people and structure; absent: none. */
  readonly edits?: SourcesOffer
  /** Which videos it can make longer; absent: none. */
  readonly extends?: SourcesOffer
  /** Micro-USD per second of output. 0 only where rendering is truly free. */
  readonly usdMicrosPerSecond: Readonly<Record<Quality, number>>
  /** Where the price comes from, and the day it was read: `source, YYYY-MM-DD`. */
  readonly priceSource: string
  /** Whether an AI model makes the picture. The studio says so wherever it is false. */
  readonly generative: boolean
  /** `YYYY-MM-DD`, or null when no end is announced. */
  readonly retiresOn: string | null
}
