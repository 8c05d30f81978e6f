import type { Person, Placement } from '../../media/person.ts'
import { luma, toRgb } from './colour.ts'
import { SPRITE_SCALE, type Look } from './cutout.ts'
import type { Light } from './easel.ts'
import { blurTwice } from './field.ts'
import { clamp, lerp, smoothstep } from './maths.ts'

interface Subject {
  /** Of the bitmap, pixels. */
  readonly width: number
  readonly height: number
  readonly placement: Placement
  readonly look: Look
}

/** Brings the person into the scene's light: exposure, cast, shape, and an edge of light from behind. */
export function grade(data: Uint8ClampedArray, matte: Float32Array, subject: Subject): void {
  const { width, height, placement, look } = subject
  const { palette, light, unit } = look
  const balance = skinBalance(placement.person.skin, palette.face)
  const ambient = toRgb(palette.ambient)
  const rim = toRgb(palette.rim)
  const land = toRgb(palette.land)
  const edge = blurTwice(matte, width, height, Math.max(1, Math.round(6 * unit * SPRITE_SCALE)))
  const form = blurTwice(matte, width, height, Math.max(2, Math.round(width * 0.06)))
  const aim = aimAtLight(placement, light)
  for (let y = 1; y < height - 1; y++) {
    const down = y / height
    const sink = (palette.dark ? 0.5 : 0.34) * smoothstep(0.5, 1.02, down)
    const tint = 0.72 + 0.2 * smoothstep(0.3, 1, down)
    for (let x = 1; x < width - 1; x++) {
      const at = y * width + x
      const share = matte[at]!
      data[at * 4 + 3] = share * 255
      if (share === 0) continue
      const turned = facing(edge, at, width, aim)
      const skin = smoothstep(0.98, 0.52, edge[at]!)
      const glow = skin * smoothstep(0.05, 0.9, turned) * 0.8
      // The rim of a matte keeps some of the old background's light: where the new light does not fall it must not shine.
      const seam = 1 - 0.5 * skin * smoothstep(0.3, -0.3, turned)
      const shape = 1 + facing(form, at, width, aim) * 0.2 * smoothstep(0.99, 0.6, form[at]!)
      // Dark cloth takes less of it than hair: an even line all round is a sticker's.
      const sheen = glow * lerp(0.42, 1, clamp(luma(data[at * 4]!, data[at * 4 + 1]!, data[at * 4 + 2]!) / 130))
      for (let channel = 0; channel < 3; channel++) {
        const graded = curve(data[at * 4 + channel]! * balance[channel]!) * lerp(1, ambient[channel]! / 255, tint)
        const sunk = lerp(graded * shape * seam, land[channel]! * 0.8, sink)
        data[at * 4 + channel] = sunk + (255 - sunk) * (rim[channel]! / 255) * sheen
      }
    }
  }
}

/** From the person to the light, on the picture's plane; length 1. */
function aimAtLight({ centreX, eyeLine, faceHeight }: Placement, light: Light): readonly [number, number] {
  const x = light.x - centreX
  // Never from below: a face lit from under its chin is a ghost's.
  const y = Math.min(light.y - (eyeLine + faceHeight * 0.4), -0.2 * Math.abs(x))
  const far = Math.hypot(x, y) || 1
  return [x / far, y / far]
}

/** -1 where the outline turns away from the light, 1 where it faces it. */
function facing(soft: Float32Array, at: number, width: number, aim: readonly [number, number]): number {
  const x = soft[at - 1]! - soft[at + 1]!
  const y = soft[at - width]! - soft[at + width]!
  const steep = Math.hypot(x, y)
  return steep < 1e-5 ? 0 : (aim[0] * x + aim[1] * y) / steep
}

/** A gentle S: cut-outs from dull photos need a little of the contrast the scene has. */
function curve(level: number): number {
  const share = clamp(level / 255)
  return 255 * lerp(share, smoothstep(0, 1, share), 0.22)
}

/** Gains for red, green, blue that bring two people's skin towards one light, and towards the scene's exposure. */
function skinBalance(skin: Person['skin'], target: number): readonly [number, number, number] {
  if (!skin) return [1, 1, 1]
  const { red, green, blue } = skin
  const gain = clamp((target / Math.max(24, luma(red, green, blue))) ** 0.62, 0.62, 1.45)
  // A black-and-white photo has no cast to correct.
  if (Math.abs(red / green - 1) < 0.06 && Math.abs(green / blue - 1) < 0.06) return [gain, gain, gain]
  // Faces of every tone in neutral light lie near 1.34 red to green and 1.2 green to blue (media.md section 5).
  const warm = clamp((1.34 / (red / Math.max(1, green))) ** 0.7, 0.76, 1.2)
  const cool = clamp((green / Math.max(1, blue) / 1.2) ** 0.6, 0.82, 1.25)
  return [gain * warm, gain, gain * cool]
}
