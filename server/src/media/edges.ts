import { boxBlur, type Plane, reduce, sample, smoothstep } from './plane.ts'

/** Matte from which a pixel's colour is surely the person's own. */
const SOLID = 0.97

/**
 * Gives soft edge pixels the colour of the solid person nearby: they hold a mix with the old background, which would
 * shine as a halo on a new one. Returns straight RGBA with the matte as alpha.
 */
export function cleanEdges(rgba: Uint8ClampedArray, matte: Plane): Uint8ClampedArray {
  const { values, width, height } = matte
  const radius = Math.max(2, Math.round(Math.max(width, height) / 150))
  const out = new Uint8ClampedArray(rgba)
  let open: number[] = []
  for (let i = 0; i < values.length; i++) {
    out[i * 4 + 3] = Math.round(values[i]! * 255)
    if (values[i]! > 0 && values[i]! < SOLID) open.push(i)
  }
  // Thin strands lie far from anything solid: what the near look leaves open, wider ones fill.
  for (const reach of [radius, radius * 3, radius * 9]) {
    if (open.length > 0) open = spread(rgba, out, matte, open, reach)
  }
  return out
}

/** Colours the `open` pixels that have something solid within `reach`; gives back the others. */
function spread(
  rgba: Uint8ClampedArray,
  out: Uint8ClampedArray,
  { values, width, height }: Plane,
  open: readonly number[],
  reach: number,
): number[] {
  // The mean colour of a neighbourhood is smooth, so a smaller copy tells it as well.
  const step = Math.max(1, Math.floor(reach / 3))
  const blur = (value: (i: number) => number) =>
    boxBlur(
      reduce(width, height, step, (i) => (values[i]! > SOLID ? value(i) : 0)),
      Math.max(1, Math.round(reach / step)),
    )
  const weight = blur(() => 1)
  const colours = [0, 1, 2].map((channel) => blur((i) => rgba[i * 4 + channel]!))
  return open.filter((i) => {
    const u = ((i % width) + 0.5) / width
    const v = (Math.floor(i / width) + 0.5) / height
    const near = sample(weight, u, v)
    if (near < 0.02) return true
    const trust = smoothstep(SOLID, 0.35, values[i]!)
    colours.forEach((colour, channel) => {
      const seen = rgba[i * 4 + channel]!
      out[i * 4 + channel] = seen + (sample(colour, u, v) / near - seen) * trust
    })
    return false
  })
}
