import { createHash } from 'node:crypto'

/** The same choices for the same seed, on every machine. */
export interface Seeded {
  /** 0 to `below` - 1. */
  whole(below: number): number
  one<T>(of: readonly [T, ...T[]]): T
}

export function seeded(seed: string): Seeded {
  let count = 0
  const whole = (below: number): number => {
    const digest = createHash('sha256')
      .update(`${seed}:${(count += 1)}`)
      .digest()
    return digest.readUInt32BE() % below
  }
  return { whole, one: (of) => of[whole(of.length)] ?? of[0] }
}

export function shuffled<T>(seed: string, of: readonly T[]): T[] {
  const draw = seeded(seed)
  const drawn = of.map((one) => ({ one, at: draw.whole(0xffff_ffff) }))
  return drawn.toSorted((a, b) => a.at - b.at).map(({ one }) => one)
}
