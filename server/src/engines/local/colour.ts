import { clamp, lerp } from './maths.ts'

/** Red, green, blue, each 0 to 255. */
export type Rgb = readonly [number, number, number]
/** `#rrggbb` or three numbers. */
export type Colour = string | Rgb

export function toRgb(colour: Colour): Rgb {
  if (typeof colour !== 'string') return colour
  const bits = Number.parseInt(colour.slice(1), 16)
  return [bits >> 16, (bits >> 8) & 255, bits & 255]
}

export function mix(from: Colour, to: Colour, share: number): Rgb {
  const a = toRgb(from)
  const b = toRgb(to)
  const part = clamp(share)
  return [lerp(a[0], b[0], part), lerp(a[1], b[1], part), lerp(a[2], b[2], part)]
}

export function css(colour: Colour, alpha = 1): string {
  const [red, green, blue] = toRgb(colour)
  return `rgba(${Math.round(red)},${Math.round(green)},${Math.round(blue)},${clamp(alpha).toFixed(4)})`
}

/** Rec. 601 luma, 0 to 255: how bright a photo's pixel looks. */
export function luma(red: number, green: number, blue: number): number {
  return 0.299 * red + 0.587 * green + 0.114 * blue
}
