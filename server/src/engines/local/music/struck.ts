import { type Mix, panGains, pitchToHertz, SAMPLE_RATE } from './mix.ts'
import type { Random } from '../maths.ts'
import type { Note } from './score.ts'

/** One tone inside a struck sound. */
interface Partial {
  /** Multiple of the note's frequency. */
  readonly ratio: number
  readonly level: number
  /** Seconds to fall by 60 dB. */
  readonly decay: number
}

export interface StruckSound {
  readonly partials: readonly Partial[]
  readonly gain: number
  /** 0 to 1. */
  readonly room: number
}

/** A nylon string: overtones die first. */
export const HARP: StruckSound = {
  partials: [
    { ratio: 1, level: 1, decay: 2.2 },
    { ratio: 2, level: 0.32, decay: 1.1 },
    { ratio: 3, level: 0.12, decay: 0.55 },
    { ratio: 5.02, level: 0.03, decay: 0.2 },
  ],
  gain: 0.16,
  room: 0.5,
}

/** Between a vibraphone and a music box; the high partial is off the harmonic, as in a metal bar. */
export const BELL: StruckSound = {
  partials: [
    { ratio: 1, level: 1, decay: 3.2 },
    { ratio: 2.003, level: 0.18, decay: 1.6 },
    { ratio: 3.93, level: 0.1, decay: 0.7 },
  ],
  gain: 0.15,
  room: 0.7,
}

/** Milliseconds of fade-in: below about 2 the onset clicks, above about 8 it no longer sounds struck. */
const ONSET_MS = 4

/** Adds a note that is struck once and rings by itself. Each partial is a decaying resonator: two multiplications a sample. */
export function addStruck(mix: Mix, note: Note, sound: StruckSound): void {
  const start = Math.round(note.at * SAMPLE_RATE)
  const { left, right } = panGains(note.pan)
  const onset = (ONSET_MS / 1000) * SAMPLE_RATE
  for (const partial of sound.partials) {
    const hertz = pitchToHertz(note.pitch) * partial.ratio
    // Nothing above 16 kHz: not heard by most, and AAC spends bits on it.
    if (hertz > 16_000) continue
    const end = Math.min(start + Math.round(partial.decay * SAMPLE_RATE), mix.left.length)
    // 10^-3 is -60 dB.
    const shrink = 10 ** (-3 / (partial.decay * SAMPLE_RATE))
    const turn = 2 * shrink * Math.cos((2 * Math.PI * hertz) / SAMPLE_RATE)
    const loss = shrink * shrink
    let before = 0
    let now = note.level * sound.gain * partial.level * Math.sin((2 * Math.PI * hertz) / SAMPLE_RATE)
    for (let i = start; i < end; i++) {
      const since = i - start
      const value = since < onset ? (now * since) / onset : now
      mix.left[i]! += value * left
      mix.right[i]! += value * right
      mix.room[i]! += value * sound.room
      const next = turn * now - loss * before
      before = now
      now = next
    }
  }
}

/** How a drum's skin falls: `from` to `to` hertz, ringing for `seconds`. */
interface Skin {
  readonly from: number
  readonly to: number
  readonly seconds: number
  readonly gain: number
  readonly room: number
}

export const KICK: Skin = { from: 118, to: 50, seconds: 0.32, gain: 0.42, room: 0.08 }
export const BOOM: Skin = { from: 92, to: 41, seconds: 1.3, gain: 0.5, room: 0.45 }

export function addDrum(mix: Mix, note: Note, skin: Skin): void {
  const start = Math.round(note.at * SAMPLE_RATE)
  const length = Math.round(skin.seconds * SAMPLE_RATE)
  const end = Math.min(start + length, mix.left.length)
  let phase = 0
  for (let i = start; i < end; i++) {
    const t = (i - start) / SAMPLE_RATE
    // The pitch falls within about 40 ms: slower sounds like a slide whistle.
    const hertz = skin.to + (skin.from - skin.to) * Math.exp(-t / 0.04)
    phase += (2 * Math.PI * hertz) / SAMPLE_RATE
    const left = 1 - (i - start) / length
    const value = Math.sin(phase) * left * left * left * Math.min(1, t / 0.003) * note.level * skin.gain
    mix.left[i]! += value * 0.7071
    mix.right[i]! += value * 0.7071
    mix.room[i]! += value * skin.room
  }
}

/** Adds 70 ms of bright noise. */
export function addShaker(mix: Mix, note: Note, random: Random): void {
  const start = Math.round(note.at * SAMPLE_RATE)
  const length = Math.round(0.07 * SAMPLE_RATE)
  const end = Math.min(start + length, mix.left.length)
  const { left, right } = panGains(note.pan)
  let low = 0
  for (let i = start; i < end; i++) {
    const noise = random() * 2 - 1
    // What a one-pole low-pass near 4 kHz lets through is taken away: the rest is hiss.
    low += (noise - low) * 0.42
    const since = (i - start) / length
    const shape = Math.min(1, since / 0.2) * (1 - since) ** 2
    const value = (noise - low) * shape * note.level * 0.11
    mix.left[i]! += value * left
    mix.right[i]! += value * right
    mix.room[i]! += value * 0.15
  }
}
