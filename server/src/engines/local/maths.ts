/** A repeatable source of numbers in [0, 1). */
export type Random = () => number

/** Mulberry32: small, fast, and the same on every machine, which `Math.random` is not. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

export function lerp(from: number, to: number, share: number): number {
  return from + (to - from) * share
}

export function clamp(value: number, low = 0, high = 1): number {
  return value < low ? low : value > high ? high : value
}

/** 0 below `from`, 1 above `to`, and no corner in between. `from` may be the larger one. */
export function smoothstep(from: number, to: number, value: number): number {
  const share = clamp((value - from) / (to - from))
  return share * share * (3 - 2 * share)
}

/** Perlin's fifth-degree ease: starts and ends without a jerk, as a camera on a dolly does. */
export function ease(share: number): number {
  return share * share * share * (share * (6 * share - 15) + 10)
}

/** A smooth wandering value in -1..1, one new direction a unit: the unsteady hand behind a camera. */
export function createWander(seed: number): (at: number) => number {
  const random = createRandom(seed)
  const posts = Array.from({ length: 64 }, () => random() * 2 - 1)
  return (at) => {
    const left = Math.floor(at)
    const from = posts[left & 63] ?? 0
    const to = posts[(left + 1) & 63] ?? 0
    return lerp(from, to, smoothstep(0, 1, at - left))
  }
}

/** A number in `from..to`. */
export function between(random: Random, from: number, to: number): number {
  return from + (to - from) * random()
}

export function choose<T>(random: Random, list: readonly [T, ...T[]]): T {
  return list[Math.floor(random() * list.length)] ?? list[0]
}
