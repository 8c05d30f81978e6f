import { createCanvas, type Canvas } from '@napi-rs/canvas'
import type { Placement } from '../../media/person.ts'
import { toRgb } from './colour.ts'
import type { Light } from './easel.ts'
import { blurTwice } from './field.ts'
import { grade } from './grade.ts'
import { smoothstep } from './maths.ts'
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
export const SPRITE_SCALE = 1.15

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
  grade(image.data, matte, { width, height, placement, look })
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
  const matte = smoothMatte(data, width, height, scale)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let share = matte[y * width + x]!
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

/** A small photo's matte, enlarged, climbs in steps: soften it by about a photo pixel, then draw its edge again. */
function smoothMatte(data: Uint8ClampedArray, width: number, height: number, scale: number): Float32Array {
  const matte = new Float32Array(width * height)
  for (let at = 0; at < matte.length; at++) matte[at] = data[at * 4 + 3]! / 255
  const enlarged = scale > 1.2
  const soft = enlarged ? blurTwice(matte, width, height, Math.round(scale * 0.8)) : matte
  const [from, to] = enlarged ? [0.36, 0.86] : [0.22, 0.97]
  return soft.map((share) => smoothstep(from, to, share))
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
