import type { Mix } from './mix.ts'

/**
 * Delays in samples at 48 kHz: pairwise without common divisors, so that echoes do not pile up into a pitch.
 * Lengths 27 to 46 ms are those of a small hall's first walls.
 */
const COMBS = { left: [1307, 1489, 1693, 1867, 2039, 2179], right: [1327, 1511, 1709, 1889, 2053, 2203] } as const
const SPREADERS = { left: [241, 617], right: [263, 641] } as const
/** Share that comes back each turn: about 1.7 s to fall by 60 dB. */
const FEEDBACK = 0.84
/** Highs die faster than lows, as in air and curtains. */
const DAMPING = 0.35
const WET = 0.17

/** Adds the room's answer to what was sent to it: parallel combs, then all-passes (Schroeder 1962, Moorer 1979). */
export function addReverb(mix: Mix): void {
  addSide(mix.left, mix.room, COMBS.left, SPREADERS.left)
  addSide(mix.right, mix.room, COMBS.right, SPREADERS.right)
}

function addSide(out: Float32Array, room: Float32Array, combs: readonly number[], spreaders: readonly number[]): void {
  const wet = new Float32Array(room.length)
  for (const delay of combs) addComb(wet, room, delay)
  for (const delay of spreaders) spreadOut(wet, delay)
  const gain = WET / combs.length
  for (let i = 0; i < out.length; i++) out[i]! += wet[i]! * gain * 2
}

function addComb(wet: Float32Array, room: Float32Array, delay: number): void {
  const line = new Float32Array(delay)
  let at = 0
  let damped = 0
  for (let i = 0; i < wet.length; i++) {
    const heard = line[at]!
    damped += (heard - damped) * (1 - DAMPING)
    line[at] = room[i]! + damped * FEEDBACK
    wet[i]! += heard
    at = at + 1 === delay ? 0 : at + 1
  }
}

function spreadOut(wet: Float32Array, delay: number): void {
  const line = new Float32Array(delay)
  let at = 0
  for (let i = 0; i < wet.length; i++) {
    const heard = line[at]!
    const fed = wet[i]! + heard * 0.5
    line[at] = fed
    wet[i] = heard - fed * 0.5
    at = at + 1 === delay ? 0 : at + 1
  }
}
