import type { Plan } from '../plan.ts'
import { addHeld, buildWave, type HeldSound } from './held.ts'
import { master } from './master.ts'
import { createMix, type Mix, SAMPLE_RATE } from './mix.ts'
import { createRandom } from '../maths.ts'
import { addReverb } from './reverb.ts'
import { type Score, writeScore } from './score.ts'
import { addDrum, addShaker, addStruck, BELL, BOOM, HARP, KICK } from './struck.ts'
import { addTexture, chooseTexture } from './texture.ts'
import { encodeWav } from './wav.ts'

/** What the music is made from. */
export type MusicInput = Pick<Plan, 'seconds' | 'seed' | 'mood' | 'setting' | 'weather' | 'cuts'>

/** Composes and plays the music of a video: exactly its length, the same samples for the same input. */
export function synthesise(input: MusicInput): Mix {
  const mix = createMix(input.seconds)
  play(mix, writeScore(input), input.seed)
  addReverb(mix)
  addTexture(mix, chooseTexture(input.setting, input.weather), input.seed)
  master(mix)
  return mix
}

/** The same as the bytes of a 48 kHz stereo 16-bit WAV file. */
export function synthesiseWav(input: MusicInput): Buffer {
  const mix = synthesise(input)
  return encodeWav(mix.left, mix.right, SAMPLE_RATE)
}

function play(mix: Mix, score: Score, seed: number): void {
  const pad: HeldSound = {
    wave: buildWave(score.style.timbre),
    attack: 0.6,
    release: 1.1,
    detune: 0.0016,
    gain: 0.055,
    room: 0.55,
  }
  const bass: HeldSound = {
    wave: buildWave([1, 0.3, 0.1]),
    attack: 0.03,
    release: 0.35,
    detune: 0,
    gain: 0.14,
    room: 0.06,
  }
  const random = createRandom(seed ^ 0xd12)
  for (const note of score.notes) {
    switch (note.instrument) {
      case 'pad':
        addHeld(mix, note, pad)
        break
      case 'bass':
        addHeld(mix, note, bass)
        break
      case 'harp':
        addStruck(mix, note, HARP)
        break
      case 'bell':
        addStruck(mix, note, BELL)
        break
      case 'kick':
        addDrum(mix, note, KICK)
        break
      case 'boom':
        addDrum(mix, note, BOOM)
        break
      case 'shaker':
        addShaker(mix, note, random)
        break
    }
  }
}
