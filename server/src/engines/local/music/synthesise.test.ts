import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { MOODS, type Plan } from '../plan.ts'
import { measureLoudness } from './loudness.ts'
import { SAMPLE_RATE } from './mix.ts'
import { type MusicInput, synthesise, synthesiseWav } from './synthesise.ts'

const INPUT: MusicInput = { seconds: 6, seed: 7, mood: 'calm', setting: 'beach', weather: 'clear', cuts: [2.5] }

function peak(channel: Float32Array): number {
  return channel.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
}

/** Largest change from one sample to the next: a click is a jump. */
function jump(channel: Float32Array): number {
  let most = 0
  for (let i = 1; i < channel.length; i++) most = Math.max(most, Math.abs(channel[i]! - channel[i - 1]!))
  return most
}

/** Power of one frequency over the given samples (Goertzel). */
function power(channel: Float32Array, hertz: number): number {
  const turn = 2 * Math.cos((2 * Math.PI * hertz) / SAMPLE_RATE)
  let [before, now] = [0, 0]
  for (const value of channel) [before, now] = [now, value + turn * now - before]
  return (now * now + before * before - turn * now * before) / channel.length
}

/** Power above 7 kHz, by three soundings. */
function treble(weather: Plan['weather']): number {
  const { left } = synthesise({ ...INPUT, setting: 'city', weather })
  return power(left, 7013) + power(left, 8009) + power(left, 9011)
}

describe('the music of a video', () => {
  for (const mood of MOODS) {
    for (const seconds of [1, 2, 5, 13]) {
      test(`${mood}, ${seconds} s: exact length, even loudness, no clipping, no clicks, silent ends`, () => {
        const { left, right } = synthesise({ ...INPUT, mood, seconds, setting: 'city', cuts: [seconds / 2] })
        assert.equal(left.length, seconds * SAMPLE_RATE)
        assert.equal(right.length, left.length)
        assert.ok(Math.abs(measureLoudness(left, right) + 17) < 1)
        for (const channel of [left, right]) {
          assert.ok(peak(channel) < 0.76 && peak(channel) > 0.2, `peak ${peak(channel)}`)
          assert.ok(jump(channel) < 0.2, `jump ${jump(channel)}`)
          assert.ok(peak(channel.subarray(0, 24)) < 0.001 && peak(channel.subarray(-24)) < 0.001)
        }
      })
    }
  }

  test('no second falls far below the others until the end fades', () => {
    const { left } = synthesise({ ...INPUT, seconds: 20 })
    for (let second = 0; second < 18; second++) {
      const part = left.subarray(second * SAMPLE_RATE, (second + 1) * SAMPLE_RATE)
      const decibels = 10 * Math.log10(part.reduce((sum, value) => sum + value * value, 0) / part.length)
      assert.ok(decibels > -27 && decibels < -12, `second ${second}: ${decibels} dB`)
    }
  })

  test('left and right differ, but agree enough for one loudspeaker', () => {
    const { left, right } = synthesise(INPUT)
    let [both, own] = [0, 0]
    left.forEach((value, i) => {
      both += value * right[i]!
      own += (value * value + right[i]! * right[i]!) / 2
    })
    assert.ok(both / own > 0.3 && both / own < 0.98, `correlation ${both / own}`)
  })

  test('the same input gives the same bytes, another seed others', () => {
    assert.deepEqual(synthesiseWav(INPUT), synthesiseWav({ ...INPUT }))
    assert.notDeepEqual(synthesiseWav(INPUT), synthesiseWav({ ...INPUT, seed: 8 }))
  })

  test('rain has more treble than still air', () => {
    assert.ok(treble('rain') > 4 * treble('clear'))
  })

  test('the WAV header says 48 kHz, stereo, 16 bits and the right length', () => {
    const file = synthesiseWav({ ...INPUT, seconds: 1 })
    assert.equal(file.toString('latin1', 0, 4) + file.toString('latin1', 8, 16), 'RIFFWAVEfmt ')
    assert.equal(file.readUInt16LE(22), 2)
    assert.equal(file.readUInt32LE(24), 48_000)
    assert.equal(file.readUInt16LE(34), 16)
    assert.equal(file.readUInt32LE(40), 48_000 * 4)
    assert.equal(file.length, 44 + 48_000 * 4)
  })
})
