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
  /** Share of the height that is white; 0 for none. */
  readonly snow: number
  readonly snowLit: Colour
  readonly snowShade: Colour
  readonly seed: number
}

/** A mountain face: slopes that catch the light or do not, gullies, and snow above a ragged line. */
export function rockFace(width: number, height: number, ridge: Float32Array, rock: Rock): Canvas {
  const w = Math.max(2, Math.round(width))
  const h = Math.max(2, Math.round(height))
  const grain = fractalNoise(w, h, rock.seed, {
    across: Math.max(4, Math.round(w / 60)),
    down: Math.max(3, h / 70),
    octaves: 5,
    gain: 0.56,
  })
  const bumps = grain.values
  return shadeSheet(w, h, (data, at, x, y) => {
    const top = (1 - heightAt(ridge, x / w)) * h * 0.92
    const below = y - top
    if (below < -1) return
    const slope = heightAt(ridge, x / w + 0.012) - heightAt(ridge, x / w - 0.012)
    // Gullies run downhill away from the crest: shear the noise by the depth below it.
    const sheared = bumps[clamp(y, 0, h - 1) * w + ((((x + Math.round(below * slope * 1.6)) % w) + w) % w)]!
    const beside = bumps[clamp(y, 0, h - 1) * w + ((((x + 3 + Math.round(below * slope * 1.6)) % w) + w) % w)]!
    const facing = clamp(
      0.45 + (sheared - beside) * 5 * rock.lightFrom - slope * 3.2 * rock.lightFrom * smoothstep(h * 0.9, 0, below),
    )
    const white =
      rock.snow > 0
        ? smoothstep(
            0.05,
            -0.05,
            below / h - rock.snow * (0.35 + sheared * 1.1) + (1 - heightAt(ridge, x / w)) * rock.snow * 0.8,
          )
        : 0
    const bare = mix(rock.shade, rock.lit, facing)
    const colour = mix(bare, mix(rock.snowShade, rock.snowLit, facing), white)
    const haze = rock.hazeTop + (rock.hazeFoot - rock.hazeTop) * smoothstep(0, h * 0.95, y)
    writeColour(data, at, mix(colour, rock.haze, haze), clamp(below + 1) * 255)
  })
}
