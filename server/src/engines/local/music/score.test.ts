import assert from 'node:assert/strict'
import { test } from 'node:test'
import { MOODS } from '../plan.ts'
import { writeScore } from './score.ts'
import { fitTempo } from './tempo.ts'

test('every piece of 1 to 120 seconds comes home a second or more before its end, and stays within it', () => {
  for (const mood of MOODS) {
    for (let seconds = 1; seconds <= 120; seconds++) {
      const { notes, homeAt } = writeScore({ seconds, seed: seconds, mood, cuts: [] })
      assert.ok(homeAt <= seconds - 0.9, `${mood} ${seconds} s comes home at ${homeAt}`)
      for (const note of notes) assert.ok(note.at >= 0 && note.at + note.length <= seconds + 1e-9)
    }
  }
})

test('the last chord is the tonic, in the bass too', () => {
  for (const mood of MOODS) {
    const { notes, homeAt, style } = writeScore({ seconds: 12, seed: 3, mood, cuts: [] })
    const last = notes.filter((note) => note.at >= homeAt - 1e-9 && note.pitch > 0)
    const tonic = last.find((note) => note.instrument === 'bass')!.pitch % 12
    const names = new Set(style.home.map((step) => (step + tonic) % 12))
    for (const note of last) assert.ok(names.has(note.pitch % 12), `${mood}: ${note.instrument} plays ${note.pitch}`)
  }
})

test('no instrument leaves its range, however long the piece', () => {
  for (const mood of MOODS) {
    for (const { instrument, pitch } of writeScore({ seconds: 120, seed: 1, mood, cuts: [] }).notes) {
      if (instrument === 'bass') assert.ok(pitch >= 36 && pitch < 48)
      if (instrument === 'pad') assert.ok(pitch >= 48 && pitch <= 76, `pad ${pitch}`)
      if (instrument === 'harp') assert.ok(pitch >= 60 && pitch <= 100, `harp ${pitch}`)
      if (instrument === 'bell') assert.ok(pitch >= 66 && pitch <= 94, `bell ${pitch}`)
    }
  }
})

test('a cut near a beat pulls the beat onto itself', () => {
  const tempo = fitTempo(12, 72, [3.6])
  assert.ok(tempo.accents.length === 1 && Math.abs(tempo.accents[0]! - 3.6) <= 0.09)
  assert.ok(Math.abs(tempo.beats * tempo.beat - tempo.homeAt) < 1e-9)
})
