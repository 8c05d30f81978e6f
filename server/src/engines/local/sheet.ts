import { createCanvas, type Canvas, type SKRSContext2D } from '@napi-rs/canvas'
import { createRandom } from './maths.ts'

export type Brush = SKRSContext2D

/** A blank bitmap, painted once. Sizes in pixels, rounded up. */
export function paintSheet(width: number, height: number, paint: (brush: Brush) => void): Canvas {
  const sheet = createCanvas(Math.max(1, Math.ceil(width)), Math.max(1, Math.ceil(height)))
  paint(sheet.getContext('2d'))
  return sheet
}

export interface Baked {
  readonly image: Canvas
  /** Where the kept part lay on the sheet, pixels. */
  readonly x: number
  readonly y: number
}

/**
 * Turns recorded drawing into plain pixels, cut down to what is not transparent. The canvas library keeps a list of
 * drawing commands and would replay all of them for every frame (media.md section 10).
 *
 * `grain` is how far, in levels, each pixel is pushed up or down: 8-bit gradients show bands without it.
 */
export function bake(sheet: Canvas, grain: number, seed: number): Baked {
  const brush = sheet.getContext('2d')
  const { data } = brush.getImageData(0, 0, sheet.width, sheet.height)
  const kept = solidPart(data, sheet.width, sheet.height)
  const part = brush.getImageData(kept.x, kept.y, kept.width, kept.height)
  if (grain > 0) dither(part.data, grain, seed)
  const image = createCanvas(kept.width, kept.height)
  image.getContext('2d').putImageData(part, 0, 0)
  return { image, x: kept.x, y: kept.y }
}

function dither(data: Uint8ClampedArray, grain: number, seed: number): void {
  const random = createRandom(seed)
  for (let index = 0; index < data.length; index += 4) {
    const push = (random() + random() - 1) * grain
    data[index]! += push
    data[index + 1]! += push
    data[index + 2]! += push
  }
}

function solidPart(data: Uint8ClampedArray, width: number, height: number) {
  let left = width
  let right = -1
  let top = height
  let bottom = -1
  for (let y = 0; y < height; y++) {
    let first = -1
    let last = -1
    for (let x = 0; x < width; x++) {
      if (data[(y * width + x) * 4 + 3]! < 2) continue
      if (first < 0) first = x
      last = x
    }
    if (first < 0) continue
    left = Math.min(left, first)
    right = Math.max(right, last)
    top = Math.min(top, y)
    bottom = y
  }
  if (right < 0) return { x: 0, y: 0, width: 1, height: 1 }
  return { x: left, y: top, width: right - left + 1, height: bottom - top + 1 }
}

/** A bitmap whose every pixel is computed: `shade` writes straight red, green, blue, alpha (0 to 255) at `at`. */
export function shadeSheet(
  width: number,
  height: number,
  shade: (data: Uint8ClampedArray, at: number, x: number, y: number) => void,
): Canvas {
  const sheet = createCanvas(Math.max(1, Math.round(width)), Math.max(1, Math.round(height)))
  const brush = sheet.getContext('2d')
  const image = brush.createImageData(sheet.width, sheet.height)
  for (let y = 0; y < sheet.height; y++) {
    for (let x = 0; x < sheet.width; x++) shade(image.data, (y * sheet.width + x) * 4, x, y)
  }
  brush.putImageData(image, 0, 0)
  return sheet
}
