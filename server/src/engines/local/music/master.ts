import { measureLoudness } from './loudness.ts'
import { type Mix, SAMPLE_RATE } from './mix.ts'

/** Between what streaming services ask for (-14) and broadcast (-23): music under a picture. */
const TARGET_LUFS = -17
/** -2.5 dBFS: AAC may overshoot what it is given by a decibel or two. */
const CEILING = 0.75
/** Below this nothing is touched. */
const KNEE = 0.5

/** Brings the piece to its loudness, rounds off peaks, and fades both ends to true silence. In place. */
export function master(mix: Mix): void {
  fade(mix)
  const loudness = measureLoudness(mix.left, mix.right)
  const gain = Number.isFinite(loudness) ? 10 ** ((TARGET_LUFS - loudness) / 20) : 1
  for (const channel of [mix.left, mix.right]) {
    for (let i = 0; i < channel.length; i++) channel[i] = round(channel[i]! * gain)
  }
}

/** Straight up to the knee, then bent so that no input ever passes the ceiling; the slope has no corner. */
function round(value: number): number {
  const size = Math.abs(value)
  if (size <= KNEE) return value
  const room = CEILING - KNEE
  return Math.sign(value) * (KNEE + room * Math.tanh((size - KNEE) / room))
}

function fade(mix: Mix): void {
  const length = mix.left.length
  const rise = Math.min(Math.round(0.35 * SAMPLE_RATE), Math.floor(length / 6))
  const fall = Math.min(Math.round(1.4 * SAMPLE_RATE), Math.floor(length / 3))
  for (let i = 0; i < rise; i++) scale(mix, i, ease(i / rise))
  for (let i = 0; i < fall; i++) scale(mix, length - 1 - i, ease(i / fall))
}

function ease(x: number): number {
  return x * x * (3 - 2 * x)
}

function scale(mix: Mix, at: number, gain: number): void {
  mix.left[at]! *= gain
  mix.right[at]! *= gain
}
