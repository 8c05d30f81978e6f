import { SAMPLE_RATE } from './mix.ts'

/** Filter of second order: `b` feeds forward, `a` back. */
interface Biquad {
  readonly b: readonly [number, number, number]
  readonly a: readonly [number, number]
}

// ITU-R BS.1770-5, tables 1 and 2: the head's shelf, then the high-pass, both for 48 kHz.
const HEAD: Biquad = {
  b: [1.53512485958697, -2.69169618940638, 1.19839281085285],
  a: [-1.69065929318241, 0.73248077421585],
}
const WEIGHTING: Biquad = { b: [1, -2, 1], a: [-1.99004745483398, 0.99007225036621] }

/** A measuring block lasts four of these: 400 ms, 75 % overlapped (BS.1770-5 annex 1). */
const HOP = SAMPLE_RATE / 10

/** Integrated loudness of a stereo piece in LUFS; -Infinity when silent or shorter than 0.4 s. */
export function measureLoudness(left: Float32Array, right: Float32Array): number {
  const leftPowers = hopPowers(left)
  const rightPowers = hopPowers(right)
  const blocks: number[] = []
  for (let i = 0; i + 4 <= leftPowers.length; i++) {
    let sum = 0
    for (let k = i; k < i + 4; k++) sum += leftPowers[k]! + rightPowers[k]!
    blocks.push(sum / 4)
  }
  // Two gates: silence does not count, and neither do passages 10 LU under the rest.
  const audible = blocks.filter((power) => toLufs(power) > -70)
  const gate = toLufs(mean(audible)) - 10
  return toLufs(mean(audible.filter((power) => toLufs(power) > gate)))
}

function hopPowers(channel: Float32Array): number[] {
  const powers: number[] = []
  const state = new Float64Array(8)
  for (let start = 0; start + HOP <= channel.length; start += HOP) {
    let sum = 0
    for (let i = start; i < start + HOP; i++) {
      const value = filter(WEIGHTING, state, 4, filter(HEAD, state, 0, channel[i]!))
      sum += value * value
    }
    powers.push(sum / HOP)
  }
  return powers
}

/** Direct form I; `at` is where this filter's four remembered values lie. */
function filter({ b, a }: Biquad, state: Float64Array, at: number, x: number): number {
  const x1 = state[at]!
  const y1 = state[at + 2]!
  const y = b[0] * x + b[1] * x1 + b[2] * state[at + 1]! - a[0] * y1 - a[1] * state[at + 3]!
  state[at + 1] = x1
  state[at] = x
  state[at + 3] = y1
  state[at + 2] = y
  return y
}

function toLufs(power: number): number {
  return -0.691 + 10 * Math.log10(power)
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length
}
