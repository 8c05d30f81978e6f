import { createRandom } from './maths.ts'

/** A grid of numbers, row by row. */
export interface Field {
  readonly width: number
  readonly height: number
  readonly values: Float32Array
}

export interface Grain {
  /** Lumps across and down in the coarsest of the octaves. */
  readonly across: number
  readonly down: number
  readonly octaves: number
  /** How much weaker each finer octave is. 0.5 unless told. */
  readonly gain?: number
}

/** Fractal value noise, 0 to 1, seamless from left to right: clouds, rock, nebulae. */
export function fractalNoise(width: number, height: number, seed: number, grain: Grain): Field {
  const values = new Float32Array(width * height)
  let strength = 1
  let total = 0
  for (let octave = 0; octave < grain.octaves; octave++) {
    addOctave(values, width, height, strength, lattice(seed * 31 + octave * 977, grain, octave))
    total += strength
    strength *= grain.gain ?? 0.5
  }
  for (let index = 0; index < values.length; index++) values[index]! /= total
  return { width, height, values }
}

interface Lattice {
  readonly columns: number
  readonly rows: number
  readonly posts: Float32Array
}

function lattice(seed: number, grain: Grain, octave: number): Lattice {
  const random = createRandom(seed)
  const columns = Math.max(1, Math.round(grain.across * 2 ** octave))
  const rows = Math.max(2, Math.round(grain.down * 2 ** octave))
  return { columns, rows, posts: Float32Array.from({ length: columns * (rows + 1) }, random) }
}

function addOctave(values: Float32Array, width: number, height: number, strength: number, grid: Lattice): void {
  const { columns, rows, posts } = grid
  for (let y = 0; y < height; y++) {
    const down = (y / height) * rows
    const top = Math.floor(down) * columns
    const bottom = Math.min(rows, Math.floor(down) + 1) * columns
    const v = fade(down - Math.floor(down))
    for (let x = 0; x < width; x++) {
      const over = (x / width) * columns
      const left = Math.floor(over)
      const right = (left + 1) % columns
      const u = fade(over - left)
      const a = posts[top + left]!
      const b = posts[top + right]!
      const c = posts[bottom + left]!
      const d = posts[bottom + right]!
      values[y * width + x]! += strength * (a + (b - a) * u + (c - a) * v + (a - b - c + d) * u * v)
    }
  }
}

function fade(share: number): number {
  return share * share * (3 - 2 * share)
}

/** Box blur, edges weighted by what lies inside. */
function blur(source: Float32Array, width: number, height: number, radius: number): Float32Array {
  if (radius < 1) return Float32Array.from(source)
  const rows = new Float32Array(source.length)
  for (let y = 0; y < height; y++) blurLine(source, rows, y * width, 1, width, radius)
  const out = new Float32Array(source.length)
  for (let x = 0; x < width; x++) blurLine(rows, out, x, width, height, radius)
  return out
}

/** Nearly Gaussian: what light and shadow need. */
export function blurTwice(values: Float32Array, width: number, height: number, radius: number): Float32Array {
  return blur(blur(values, width, height, radius), width, height, radius)
}

function blurLine(from: Float32Array, to: Float32Array, start: number, step: number, length: number, radius: number) {
  let sum = 0
  let count = 0
  for (let index = 0; index <= Math.min(radius, length - 1); index++) {
    sum += from[start + index * step]!
    count++
  }
  for (let index = 0; index < length; index++) {
    to[start + index * step] = sum / count
    const enters = index + radius + 1
    const leaves = index - radius
    if (enters < length) {
      sum += from[start + enters * step]!
      count++
    }
    if (leaves >= 0) {
      sum -= from[start + leaves * step]!
      count--
    }
  }
}
