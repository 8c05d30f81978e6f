import type { Mood } from '../plan.ts'

/** Semitones above the tonic; the first is the bass note. */
export type Chord = readonly number[]

/** How one mood sounds. Beats and levels were set by ear and by the level checks in `synthesise.test.ts`. */
export interface Style {
  /** Beats a minute before the tempo is bent to fit the video. */
  readonly bpm: number
  /** MIDI note of the tonic, around the octave below middle C. */
  readonly tonic: number
  /** Semitones above the tonic that the tune may step on. */
  readonly scale: readonly number[]
  readonly chords: readonly Chord[]
  /** The chord that leans home, played last before `home`. */
  readonly leading: Chord
  readonly home: Chord
  /** Order in which the plucked notes walk the chord; -1 rests. One entry per half beat, repeated. */
  readonly walk: readonly number[]
  /** Bars of the tune: beats at which a note begins. */
  readonly tune: readonly (readonly number[])[]
  readonly drums: 'none' | 'light' | 'deep'
  /** Strength of the pad's first harmonics: more of the later ones sounds brighter. */
  readonly timbre: readonly number[]
}

const MAJOR = [0, 2, 4, 7, 9]
const MINOR = [0, 2, 3, 5, 7, 10]

export const STYLES: Readonly<Record<Mood, Style>> = {
  calm: {
    bpm: 66,
    tonic: 50,
    scale: MAJOR,
    chords: [
      [0, 4, 7, 14],
      [5, 9, 12, 16],
      [9, 12, 16, 19],
      [5, 9, 12, 14],
    ],
    leading: [7, 12, 14, 17],
    home: [0, 4, 7, 14],
    walk: [0, -1, 2, -1, 1, -1, 3, 2],
    tune: [[0, 3], [0], [0, 2, 3], [1]],
    drums: 'none',
    timbre: [1, 0.34, 0.14, 0.06, 0.02],
  },
  romantic: {
    bpm: 72,
    tonic: 53,
    scale: MAJOR,
    chords: [
      [0, 4, 7, 14],
      [9, 12, 16, 19],
      [5, 9, 12, 16],
      [2, 5, 9, 12],
    ],
    leading: [7, 11, 14, 17],
    home: [0, 4, 7, 14],
    walk: [0, 1, 2, 3, 2, 1, 3, 2],
    tune: [[0, 1.5, 2], [0, 2], [0, 1, 2, 3], [0]],
    drums: 'none',
    timbre: [1, 0.4, 0.2, 0.08, 0.04, 0.02],
  },
  happy: {
    bpm: 104,
    tonic: 55,
    scale: MAJOR,
    chords: [
      [0, 4, 7, 12],
      [7, 11, 14, 19],
      [9, 12, 16, 19],
      [5, 9, 12, 16],
    ],
    leading: [7, 11, 14, 17],
    home: [0, 4, 7, 12],
    walk: [0, 2, 1, 2, 3, 2, 1, 2],
    tune: [
      [0, 1, 1.5, 3],
      [0, 2],
      [0, 0.5, 1.5, 3],
      [0, 2, 3],
    ],
    drums: 'light',
    timbre: [1, 0.5, 0.25, 0.14, 0.06, 0.03],
  },
  epic: {
    bpm: 84,
    tonic: 50,
    scale: MINOR,
    chords: [
      [0, 3, 7, 12],
      [-4, 0, 3, 8],
      [3, 7, 10, 15],
      [-2, 2, 5, 10],
    ],
    leading: [-5, -1, 2, 7],
    home: [0, 3, 7, 12],
    walk: [0, 0, 2, 0, 1, 0, 3, 2],
    tune: [[0, 3], [0], [0, 2, 3], [0, 2]],
    drums: 'deep',
    timbre: [1, 0.55, 0.4, 0.22, 0.14, 0.08, 0.05],
  },
}
