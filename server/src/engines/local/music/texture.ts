import { createRandom } from '../maths.ts'
import type { Setting, Weather } from '../plan.ts'
import { type Mix, SAMPLE_RATE } from './mix.ts'

/** What the place itself sounds like. */
export type Texture = 'sea' | 'rain' | 'wind' | 'air'

const BY_SETTING: Readonly<Partial<Record<Setting, Texture>>> = {
  beach: 'sea',
  lake: 'sea',
  mountains: 'wind',
  desert: 'wind',
  snow: 'wind',
  forest: 'wind',
}

/** Rain is heard over the place; elsewhere the place; else a trace of air, so that digital silence never shows. */
export function chooseTexture(setting: Setting, weather: Weather): Texture {
  return weather === 'rain' ? 'rain' : (BY_SETTING[setting] ?? 'air')
}

interface Noise {
  /** One-pole low-pass coefficients of the two stages, 0 to 1: 0.06 is about 460 Hz, 0.3 about 2.3 kHz. */
  readonly dull: number
  readonly duller: number
  /** Share of the lows taken away again. */
  readonly thin: number
  readonly gain: number
  /** Seconds of one swell, and how far down it goes: 0 is steady, 1 falls silent. */
  readonly swell: number
  readonly depth: number
}

// Gains set so that each lies 14 to 24 dB under the music.
const NOISES: Readonly<Record<Texture, Noise>> = {
  sea: { dull: 0.12, duller: 0.28, thin: 0.2, gain: 0.15, swell: 6.2, depth: 0.8 },
  rain: { dull: 0.55, duller: 0.6, thin: 0.75, gain: 0.045, swell: 9, depth: 0.25 },
  wind: { dull: 0.035, duller: 0.2, thin: 0.3, gain: 0.2, swell: 7.4, depth: 0.7 },
  air: { dull: 0.05, duller: 0.2, thin: 0.4, gain: 0.03, swell: 11, depth: 0.3 },
}

/** Lays the sound of the place under the music, each side with its own noise, swells slightly apart. */
export function addTexture(mix: Mix, texture: Texture, seed: number): void {
  const noise = NOISES[texture]
  addNoise(mix.left, noise, seed ^ 0x1ef7, 0)
  addNoise(mix.right, noise, seed ^ 0x219b7, 0.6)
}

function addNoise(channel: Float32Array, noise: Noise, seed: number, lateSeconds: number): void {
  const random = createRandom(seed)
  const offset = random() * 0.3
  let first = 0
  let second = 0
  let slow = 0
  let swell = 0
  for (let i = 0; i < channel.length; i++) {
    // Every 64 samples (1.3 ms) is often enough for a swell and saves two sines a sample.
    if (i % 64 === 0) swell = swellAt(i / SAMPLE_RATE - lateSeconds, noise, offset)
    first += (random() * 2 - 1 - first) * noise.dull
    second += (first - second) * noise.duller
    slow += (second - slow) * 0.012
    channel[i]! += (second - slow * noise.thin) * noise.gain * swell
  }
}

/** Two periods that never quite meet: waves do not keep time. Rises faster than it falls, like a breaker. */
function swellAt(seconds: number, noise: Noise, offset: number): number {
  const turn = seconds / noise.swell + offset
  const main = 0.5 + 0.5 * Math.sin(2 * Math.PI * turn + 0.5 * Math.sin(2 * Math.PI * turn))
  const other = 0.5 + 0.5 * Math.sin(2 * Math.PI * turn * 0.618 + 1)
  return 1 - noise.depth * (1 - main * (0.65 + 0.35 * other))
}
