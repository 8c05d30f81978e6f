import { createCanvas, type Canvas } from '@napi-rs/canvas'
import type { Placement } from '../../media/person.ts'
import { luma, toRgb } from './colour.ts'
import type { Light } from './easel.ts'
import { blur } from './field.ts'
import { clamp, lerp, smoothstep } from './maths.ts'
import type { Palette } from './palette.ts'
import { bake, paintSheet } from './sheet.ts'

/** A person ready to be drawn: graded, lit and shadowed once, scaled to about the size it is shown at. */
export interface Sprite {
  readonly image: Canvas
  /** Where the image lies in the frame when the camera is at rest, frame pixels. */
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  /** The point the person sways about. */
  readonly footX: number
  readonly footY: number
  /** Radians; prints hang a little askew. */
  readonly tilt: number
  /** 1 breathes and sways as a person does, 0 is a thing. */
  readonly life: number
}

/** Bitmap pixels for each frame pixel: the close shots magnify people by up to 1.22. */
const SPRITE_SCALE = 1.15

export interface Look {
  readonly palette: Palette
  readonly light: Light
  readonly frame: { readonly width: number; readonly height: number }
  /** 1 at a shorter side of 720 px. */
  readonly unit: number
}

export function makeCutout(placement: Placement, look: Look): Sprite {
  const { person } = placement
  const { frame, unit } = look
  const scale = placement.scale * SPRITE_SCALE
  // Only what the camera can ever see: a large photo may reach far outside the frame.
  const reach = 0.14
  const left = Math.max(placement.x, -reach * frame.width)
  const top = Math.max(placement.y, -reach * frame.height)
  const right = Math.min(placement.x + person.width * placement.scale, (1 + reach) * frame.width)
  const bottom = Math.min(placement.y + person.height * placement.scale, (1 + reach) * frame.height)
  const pad = Math.round(34 * unit)
  const width = Math.ceil((right - left + pad * 2) * SPRITE_SCALE)
  const height = Math.ceil((bottom - top + pad) * SPRITE_SCALE)
  const originX = (placement.x - left + pad) * SPRITE_SCALE
  const originY = (placement.y - top + pad) * SPRITE_SCALE
  const sheet = paintSheet(width, height, (brush) => {
    brush.imageSmoothingQuality = 'high'
    brush.drawImage(photoCanvas(placement), originX, originY, person.width * scale, person.height * scale)
  })
  const image = sheet.getContext('2d').getImageData(0, 0, width, height)
  const matte = fadedMatte(image.data, width, height, { placement, originX, originY, scale })
  grade(image.data, matte, width, height, { placement, look, originX, originY, scale })
  sheet.getContext('2d').putImageData(image, 0, 0)
  const away = placement.centreX < look.light.x ? -1 : 1
  const shadow = castShadow(matte, width, height, look, unit)
  const whole = paintSheet(width, height, (brush) => {
    brush.drawImage(shadow, away * 9 * unit, 8 * unit, width, height)
    brush.drawImage(sheet, 0, 0)
  })
  const baked = bake(whole, 0, 1)
  const x = left - pad + baked.x / SPRITE_SCALE
  const y = top - pad + baked.y / SPRITE_SCALE
  const tall = baked.image.height / SPRITE_SCALE
  return {
    image: baked.image,
    x,
    y,
    width: baked.image.width / SPRITE_SCALE,
    height: tall,
    footX: placement.centreX,
    footY: y + tall,
    tilt: 0,
    life: 1,
  }
}

function photoCanvas({ person }: Placement): Canvas {
  const photo = createCanvas(person.width, person.height)
  const brush = photo.getContext('2d')
  const pixels = brush.createImageData(person.width, person.height)
  pixels.data.set(person.rgba)
  brush.putImageData(pixels, 0, 0)
  return photo
}

interface Origin {
  readonly placement: Placement
  readonly originX: number
  readonly originY: number
  /** Bitmap pixels for each photo pixel. */
  readonly scale: number
}

/** The matte, 0 to 1, tightened against halos and faded where the photo's own edge would show as a straight line. */
function fadedMatte(data: Uint8ClampedArray, width: number, height: number, origin: Origin): Float32Array {
  const { placement, originX, originY, scale } = origin
  const { cut } = placement.person
  const photoRight = originX + placement.person.width * scale
  const photoBottom = originY + placement.person.height * scale
  const side = 0.08 * placement.person.width * scale
  const foot = (placement.bottomGap > 0 ? 0.24 : 0.06) * placement.person.height * scale
  const matte = new Float32Array(width * height)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let share = smoothstep(0.22, 0.97, data[(y * width + x) * 4 + 3]! / 255)
      if (share === 0) continue
      if (cut.left) share *= smoothstep(0, side, x - originX)
      if (cut.right) share *= smoothstep(0, side, photoRight - x)
      if (cut.top) share *= smoothstep(0, side, y - originY)
      if (cut.bottom) share *= smoothstep(0, foot, photoBottom - y)
      matte[y * width + x] = share
    }
  }
  return matte
}

/** Brings the person into the scene's light: exposure, cast, shape, and an edge of light from behind. */
function grade(
  data: Uint8ClampedArray,
  matte: Float32Array,
  width: number,
  height: number,
  origin: Origin & { readonly look: Look },
): void {
  const { placement, look } = origin
  const { palette, light, unit } = look
  const balance = skinBalance(data, matte, width, origin, palette.face)
  const ambient = toRgb(palette.ambient)
  const rim = toRgb(palette.rim)
  const land = toRgb(palette.land)
  const edge = blurTwice(matte, width, height, Math.max(1, Math.round(6 * unit * SPRITE_SCALE)))
  const form = blurTwice(matte, width, height, Math.max(2, Math.round(width * 0.06)))
  const aim = aimAtLight(placement, light)
  for (let y = 1; y < height - 1; y++) {
    const down = y / height
    const sink = 0.36 * smoothstep(0.5, 1.02, down)
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
      for (let channel = 0; channel < 3; channel++) {
        const graded = curve(data[at * 4 + channel]! * balance[channel]!) * lerp(1, ambient[channel]! / 255, tint)
        const sunk = lerp(graded * shape * seam, land[channel]! * 0.8, sink)
        data[at * 4 + channel] = sunk + (255 - sunk) * (rim[channel]! / 255) * glow
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
function skinBalance(
  data: Uint8ClampedArray,
  matte: Float32Array,
  width: number,
  { placement, originX, originY, scale }: Origin,
  target: number,
): readonly [number, number, number] {
  const area = placement.person.face ?? placement.person.box
  const sum = [0, 0, 0]
  let count = 0
  const height = matte.length / width
  const top = Math.max(0, Math.round(originY + (area.y + area.height * 0.35) * scale))
  const bottom = Math.min(height, Math.round(originY + (area.y + area.height * 0.85) * scale))
  const left = Math.max(0, Math.round(originX + (area.x + area.width * 0.25) * scale))
  const right = Math.min(width, Math.round(originX + (area.x + area.width * 0.75) * scale))
  for (let y = top; y < bottom; y += 2) {
    for (let x = left; x < right; x += 2) {
      if (matte[y * width + x]! < 0.9) continue
      for (let channel = 0; channel < 3; channel++) sum[channel]! += data[(y * width + x) * 4 + channel]!
      count++
    }
  }
  if (count === 0) return [1, 1, 1]
  const [red, green, blue] = [sum[0]! / count, sum[1]! / count, sum[2]! / count] as const
  const gain = clamp((target / Math.max(24, luma(red, green, blue))) ** 0.55, 0.68, 1.45)
  // A black-and-white photo has no cast to correct.
  if (Math.abs(red / green - 1) < 0.06 && Math.abs(green / blue - 1) < 0.06) return [gain, gain, gain]
  // 1.34 and 1.2: red to green and green to blue of faces of every tone in neutral light lie near these (media.md section 5).
  const warm = clamp((1.34 / (red / green)) ** 0.7, 0.76, 1.2)
  const cool = clamp((green / blue / 1.2) ** 0.6, 0.82, 1.25)
  return [gain * warm, gain, gain * cool]
}

/** What the person takes from the light behind: a soft dark seam that lifts them off the background. */
function castShadow(matte: Float32Array, width: number, height: number, look: Look, unit: number): Canvas {
  const w = width >> 2
  const h = height >> 2
  const small = new Float32Array(w * h)
  for (let y = 0; y < h; y++) for (let x = 0; x < w; x++) small[y * w + x] = matte[y * 4 * width + x * 4]!
  const soft = blurTwice(small, w, h, Math.max(1, Math.round(5 * unit)))
  const [red, green, blue] = toRgb(look.palette.land)
  const sheet = createCanvas(w, h)
  const brush = sheet.getContext('2d')
  const pixels = brush.createImageData(w, h)
  for (let at = 0; at < w * h; at++) {
    pixels.data[at * 4] = red * 0.4
    pixels.data[at * 4 + 1] = green * 0.4
    pixels.data[at * 4 + 2] = blue * 0.4
    pixels.data[at * 4 + 3] = soft[at]! * 96
  }
  brush.putImageData(pixels, 0, 0)
  return sheet
}

function blurTwice(values: Float32Array, width: number, height: number, radius: number): Float32Array {
  return blur(blur(values, width, height, radius), width, height, radius)
}
