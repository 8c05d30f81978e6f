/** Everything a render depends on besides the people's pixels: pure data, so that it can be stored, compared and tested. */
export interface Plan {
  readonly version: 1
  /** Pixels, even. */
  readonly width: number
  readonly height: number
  /** Whole seconds. */
  readonly seconds: number
  /** Frames a second; `frames` is exactly `seconds * fps`. */
  readonly fps: 24
  readonly frames: number
  /** 0 to 2^32 - 1. */
  readonly seed: number
  readonly quality: 'standard' | 'high'
  readonly setting: string
  readonly time: string
  readonly weather: string
  readonly mood: string
  readonly title: string
  readonly caption: string
  /** Seconds at which one shot cuts to the next; music may land on them. */
  readonly cuts: readonly number[]
}
