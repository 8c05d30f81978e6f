import type { Caller } from './desk.ts'
import type { Fault } from './fault.ts'
import type { Budget } from './money.ts'
import type { Offer } from './offer.ts'
import type { Draft } from './order.ts'
import type { Quality } from './video.ts'

/** A create that is not to be made: what could be read of it. The uploads are only counted. */
export type EstimateWish = Partial<Omit<Draft, 'uploads'>> & Pick<Draft, 'uploads'>

/** What would be made, and what stands against it. */
export interface Estimate {
  /** As the client would see it: the name asked for, else the default. */
  readonly model: string
  /** Undefined: no engine makes this model. */
  readonly route?: { readonly engine: string; readonly offer: Offer }
  /** With defaults filled in; undefined where what was asked for would be refused. */
  readonly seconds?: number
  /** `WIDTHxHEIGHT`. */
  readonly size?: string
  readonly quality?: Quality
  /** Micro-USD; undefined when seconds or quality are. */
  readonly usdMicros?: number
  /** Of the caps that such a video would count in, the one with the least left; absent: there is none. */
  readonly budget?: Budget
  readonly warnings: readonly string[]
  /** Each would refuse the create on its own. What photos show is not looked at. */
  readonly problems: readonly Fault[]
}

export interface EstimateDesk {
  estimate(wish: EstimateWish, caller: Caller): Promise<Estimate>
}
