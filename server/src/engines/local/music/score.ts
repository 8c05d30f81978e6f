import { createRandom, type Random } from '../maths.ts'
import type { Plan } from '../plan.ts'
import { type Chord, type Style, STYLES } from './moods.ts'
import { fitTempo, type Tempo } from './tempo.ts'

export type Instrument = 'pad' | 'bass' | 'harp' | 'bell' | 'kick' | 'shaker' | 'boom'

export interface Note {
  readonly instrument: Instrument
  /** Seconds from the start. */
  readonly at: number
  /** Seconds held; plucked and struck instruments ring on by themselves. */
  readonly length: number
  /** MIDI number; fractions are out of tune on purpose nowhere. */
  readonly pitch: number
  /** 0 to 1. */
  readonly level: number
  /** -1 left to 1 right. */
  readonly pan: number
}

export interface Score {
  readonly notes: readonly Note[]
  /** Seconds at which the last chord, the tonic, begins. */
  readonly homeAt: number
  readonly style: Style
}

/** What the notes depend on. */
export type ScoreInput = Pick<Plan, 'seconds' | 'seed' | 'mood' | 'cuts'>

/** Writes the piece as notes: the same input gives the same notes. */
export function writeScore(input: ScoreInput): Score {
  const style = STYLES[input.mood]
  const random = createRandom(input.seed ^ 0x5ca1e)
  // Up to two semitones either way: two videos of one style need not be in the same key.
  const tonic = style.tonic + Math.floor(random() * 5) - 2
  const tempo = fitTempo(input.seconds, style.bpm, input.cuts)
  const notes: Note[] = []
  let voicing: readonly number[] = spread(style.home, tonic, 62)
  for (const part of arrange(style, tempo)) {
    voicing = spread(part.chord, tonic, middle(voicing))
    notes.push(...harmony(part, voicing, tonic), ...harp(part, voicing, tempo, style, random))
    notes.push(...tune(part, tempo, style, tonic, random))
  }
  notes.push(...drums(tempo, style, tonic), ...ending(style, tempo, tonic, input.seconds, middle(voicing)))
  return { notes, homeAt: tempo.homeAt, style }
}

interface Part {
  readonly chord: Chord
  readonly firstBeat: number
  readonly beats: number
  readonly at: number
  readonly length: number
}

/** One chord a bar, or two in short pieces so that there is movement at all; the last one leans home. */
function arrange(style: Style, tempo: Tempo): Part[] {
  const size = tempo.beats >= 12 ? 4 : 2
  const parts: Part[] = []
  for (let firstBeat = 0; firstBeat < tempo.beats;) {
    // A broken bar comes first, like an upbeat, so that every later bar and the end are whole.
    const beats = firstBeat === 0 && tempo.beats % size !== 0 ? tempo.beats % size : size
    const last = firstBeat + beats >= tempo.beats
    const chord = last ? style.leading : style.chords[parts.length % style.chords.length]!
    parts.push({ chord, firstBeat, beats, at: firstBeat * tempo.beat, length: beats * tempo.beat })
    firstBeat += beats
  }
  return parts
}

/** Puts the chord's notes into the octave nearest to `centre`, so that chords flow instead of leaping. */
function spread(chord: Chord, tonic: number, centre: number): number[] {
  return chord.map((step) => centre + wrap(tonic + step - centre)).sort((a, b) => a - b)
}

/** The distance to the nearest note of the same name: -6 to 5 semitones. */
function wrap(semitones: number): number {
  return ((((semitones + 6) % 12) + 12) % 12) - 6
}

/** Pulled half-way back to 62 (D above middle C): else a long piece drifts up or down without end. */
function middle(voicing: readonly number[]): number {
  const mean = voicing.reduce((sum, pitch) => sum + pitch, 0) / voicing.length
  return Math.round((mean + 62) / 2)
}

function harmony(part: Part, voicing: readonly number[], tonic: number): Note[] {
  const { at, length } = part
  const pads = voicing.map((pitch, i): Note => {
    return { instrument: 'pad', at, length, pitch, level: 0.5, pan: -0.5 + i / Math.max(1, voicing.length - 1) }
  })
  const pitch = deep(tonic + part.chord[0]!)
  return [...pads, { instrument: 'bass', at, length: length * 0.92, pitch, level: 0.55, pan: 0 }]
}

/** The same note between E1 and D#2 + an octave: low enough to carry, high enough for small speakers. */
function deep(pitch: number): number {
  return 36 + ((((pitch - 36) % 12) + 12) % 12)
}

function harp(part: Part, voicing: readonly number[], tempo: Tempo, style: Style, random: Random): Note[] {
  const notes: Note[] = []
  for (let half = 0; half < part.beats * 2; half++) {
    const step = style.walk[(part.firstBeat * 2 + half) % style.walk.length]!
    const lift = random() < 0.15 ? 24 : 12
    const strength = random()
    if (step < 0) continue
    const pitch = voicing[step % voicing.length]! + lift
    const level = (half % 4 === 0 ? 0.42 : 0.28) + 0.1 * strength
    notes.push({
      instrument: 'harp',
      at: part.at + (half * tempo.beat) / 2,
      length: 0,
      pitch,
      level,
      pan: half % 2 ? 0.4 : -0.3,
    })
  }
  return notes
}

/** A tune that steps: on the beat a note of the chord, between beats a neighbour in the scale. */
function tune(part: Part, tempo: Tempo, style: Style, tonic: number, random: Random): Note[] {
  const bar = style.tune[Math.floor(part.firstBeat / 4) % style.tune.length]!
  let pitch = 74 + Math.floor(random() * 5)
  return bar
    .filter((beat) => beat < part.beats)
    .map((beat): Note => {
      const choices = Number.isInteger(beat) ? part.chord : style.scale
      const wish = pitch + Math.floor(random() * 7) - 3
      pitch = nearest(choices, tonic, Math.min(Math.max(wish, 70), 84))
      return { instrument: 'bell', at: part.at + beat * tempo.beat, length: 0, pitch, level: 0.4, pan: 0.12 }
    })
}

function nearest(choices: Chord, tonic: number, wish: number): number {
  const moves = choices.map((step) => wrap(tonic + step - wish))
  return wish + moves.reduce((best, move) => (Math.abs(move) < Math.abs(best) ? move : best))
}

function drums(tempo: Tempo, style: Style, tonic: number): Note[] {
  const notes: Note[] = []
  const hit = (instrument: Instrument, beat: number, level: number): void => {
    notes.push({
      instrument,
      at: beat * tempo.beat,
      length: 0,
      pitch: 0,
      level,
      pan: instrument === 'shaker' ? 0.25 : 0,
    })
  }
  for (let beat = 0; beat < tempo.beats; beat++) {
    const fromEnd = (tempo.beats - beat) % 4
    if (style.drums === 'light') {
      if (fromEnd % 2 === 0) hit('kick', beat, 0.5)
      hit('shaker', beat, 0.2)
      hit('shaker', beat + 0.5, 0.34)
    } else if (style.drums === 'deep') {
      if (fromEnd === 0) hit('boom', beat, 0.7)
      if (fromEnd === 1) hit('kick', beat + 0.5, 0.4)
    }
  }
  const accent = style.drums === 'deep' ? 'boom' : 'bell'
  for (const at of tempo.accents) {
    // The tonic's fifth belongs to, or sits well on, every chord of every style.
    notes.push({
      instrument: accent,
      at,
      length: 0,
      pitch: nearest([7], tonic, 88),
      level: accent === 'boom' ? 0.5 : 0.22,
      pan: 0,
    })
  }
  return notes
}

/** Home: the tonic chord strummed and left to ring to the last frame. */
function ending(style: Style, tempo: Tempo, tonic: number, seconds: number, centre: number): Note[] {
  const at = tempo.homeAt
  const length = seconds - at
  const voicing = spread(style.home, tonic, centre)
  const pads = voicing.map((pitch, i): Note => {
    return { instrument: 'pad', at, length, pitch, level: 0.55, pan: -0.5 + i / Math.max(1, voicing.length - 1) }
  })
  // 45 ms between strings: slower sounds like single notes, faster like one.
  const strum = [...voicing, tonic + 24].map((pitch, i): Note => {
    return { instrument: 'harp', at: at + 0.045 * i, length: 0, pitch: pitch + 12, level: 0.42, pan: -0.4 + 0.2 * i }
  })
  const struck: Note[] = [
    { instrument: 'bass', at, length, pitch: deep(tonic), level: 0.6, pan: 0 },
    { instrument: 'bell', at: at + 0.02, length: 0, pitch: nearest([0], tonic, 77), level: 0.4, pan: 0 },
  ]
  if (style.drums === 'deep') struck.push({ instrument: 'boom', at, length: 0, pitch: 0, level: 0.8, pan: 0 })
  return [...pads, ...strum, ...struck]
}
