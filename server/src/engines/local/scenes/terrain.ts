import type { Canvas } from '@napi-rs/canvas'
import { mix, type Colour } from '../colour.ts'
import { fractalNoise } from '../field.ts'
import { clamp, smoothstep, type Random } from '../maths.ts'
import { shadeSheet } from '../sheet.ts'
import { writeColour } from './sky.ts'

/** Heights, 0 to 1, of a mountain's outline: midpoint displacement. Lower `roughness` is smoother. */
export function ridgeLine(random: Random, roughness: number): Float32Array {
  let posts = [random() * 0.6, 0.5 + random() * 0.5, random() * 0.6]
  let swing = 0.7
  while (posts.length < 513) {
    const finer: number[] = []
    for (let index = 0; index < posts.length - 1; index++) {
      finer.push(posts[index]!, (posts[index]! + posts[index + 1]!) / 2 + (random() - 0.5) * swing)
    }
    finer.push(posts.at(-1)!)
    posts = finer
    swing *= roughness
  }
  const low = Math.min(...posts)
  const high = Math.max(...posts)
  return Float32Array.from(posts, (post) => (post - low) / (high - low || 1))
}

export function heightAt(ridge: Float32Array, share: number): number {
  const at = clamp(share) * (ridge.length - 1)
  const left = Math.floor(at)
  const a = ridge[left]!
  return a + (ridge[Math.min(left + 1, ridge.length - 1)]! - a) * (at - left)
}

export interface Rock {
  readonly lit: Colour
  readonly shade: Colour
  /** What it dissolves into, and how much of that at the top and at the foot, 0 to 1. */
  readonly haze: Colour
  readonly hazeTop: number
  readonly hazeFoot: number
  /** -1 lit from the left, 1 from the right. */
  readonly lightFrom: number
  /** Share of the height, from the top, that is white; 0 for none. */
  readonly snow: number
  readonly snowLit: Colour
  readonly snowShade: Colour
  readonly seed: number
}

/** A mountain face: each slope lies in light or in shade down to the foot, along edges that wander as they descend. */
export function rockFace(width: number, height: number, ridge: Float32Array, rock: Rock): Canvas {
  const w = Math.max(2, Math.round(width))
  const h = Math.max(2, Math.round(height))
  const wander = fractalNoise(w, h, rock.seed, { across: 5, down: h / 45, octaves: 2, gain: 0.4 }).values
  const zigzag = fractalNoise(h, 1, rock.seed + 3, { across: h / 22, down: 2, octaves: 3, gain: 0.6 }).values
  const detail = fractalNoise(w, h, rock.seed + 7, { across: w / 12, down: h / 34, octaves: 3, gain: 0.6 }).values
  return shadeSheet(w, h, (data, at, x, y) => {
    const share = x / w
    const below = y / h - (1 - heightAt(ridge, share)) * 0.94
    if (below < -2 / h) return
    const here = y * w + x
    // Less than one turn of the edge for each step across, or slopes fold over each other like melting wax.
    const jag = ((wander[here]! - 0.5) * 0.12 + (zigzag[y]! - 0.5) * 0.05) * Math.min(1, below * 4 + 0.03)
    const facet = slopeAt(ridge, share + jag, 0.022) * 0.5 + slopeAt(ridge, share + jag, 0.007) * 0.09
    const facing = clamp(smoothstep(-0.55, 0.55, -facet * rock.lightFrom) + (detail[here]! - 0.5) * 0.3)
    const altitude = 1 - y / h + (detail[here]! - 0.5) * 0.16 + (facing - 0.5) * 0.06
    const white = rock.snow > 0 ? smoothstep(-0.03, 0.03, altitude - (1 - rock.snow)) : 0
    const colour = mix(mix(rock.shade, rock.lit, facing), mix(rock.snowShade, rock.snowLit, facing), white)
    const haze = rock.hazeTop + (rock.hazeFoot - rock.hazeTop) * smoothstep(0.1, 1, y / h)
    writeColour(data, at, mix(colour, rock.haze, haze), clamp(below * h + 1) * 255)
  })
}

function slopeAt(ridge: Float32Array, share: number, reach: number): number {
  return (heightAt(ridge, share + reach) - heightAt(ridge, share - reach)) / (reach * 6)
}
