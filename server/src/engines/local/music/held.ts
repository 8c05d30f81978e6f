import { type Mix, panGains, pitchToHertz, SAMPLE_RATE } from './mix.ts'
import type { Note } from './score.ts'

/** Samples of one period; a power of two, so that wrapping is a bit mask. 2,048 keeps interpolation noise below -90 dB. */
const TABLE = 2048

/** One period of a tone with the given strengths of its harmonics, plus one sample to interpolate towards. */
export function buildWave(harmonics: readonly number[]): Float32Array {
  const wave = new Float32Array(TABLE + 1)
  for (let i = 0; i <= TABLE; i++) {
    harmonics.forEach((strength, k) => {
      wave[i]! += strength * Math.sin((2 * Math.PI * (k + 1) * i) / TABLE)
    })
  }
  return wave
}

export interface HeldSound {
  readonly wave: Float32Array
  /** Seconds. */
  readonly attack: number
  readonly release: number
  /** Share of the frequency by which two copies are pulled apart: a little sounds like many players. */
  readonly detune: number
  readonly gain: number
  /** 0 to 1. */
  readonly room: number
}

/** Adds a note that sounds as long as it is held, then fades over the release. */
export function addHeld(mix: Mix, note: Note, sound: HeldSound): void {
  const start = Math.round(note.at * SAMPLE_RATE)
  const held = Math.round(note.length * SAMPLE_RATE)
  const release = Math.round(sound.release * SAMPLE_RATE)
  const attack = Math.min(Math.round(sound.attack * SAMPLE_RATE), held)
  const end = Math.min(start + held + release, mix.left.length)
  const { left, right } = panGains(note.pan)
  const gain = note.level * sound.gain
  const step = (pitchToHertz(note.pitch) * TABLE) / SAMPLE_RATE
  const lower = step * (1 - sound.detune)
  const upper = step * (1 + sound.detune)
  // The second copy starts elsewhere in its period, else the pair would begin loud and cancel later.
  let phaseA = 0
  let phaseB = TABLE * 0.37
  for (let i = start; i < end; i++) {
    const since = i - start
    const edge = since < attack ? since / attack : since > held ? 1 - (since - held) / release : 1
    const level = gain * edge * edge * (3 - 2 * edge)
    const a = level * read(sound.wave, phaseA)
    const b = level * read(sound.wave, phaseB)
    // Each copy leans to its own side: width without any delay.
    mix.left[i]! += (a + 0.4 * b) * left
    mix.right[i]! += (b + 0.4 * a) * right
    mix.room[i]! += (a + b) * sound.room
    phaseA = wrap(phaseA + lower)
    phaseB = wrap(phaseB + upper)
  }
}

function wrap(phase: number): number {
  return phase >= TABLE ? phase - TABLE : phase
}

function read(wave: Float32Array, phase: number): number {
  const at = phase | 0
  const here = wave[at]!
  return here + (wave[at + 1]! - here) * (phase - at)
}
