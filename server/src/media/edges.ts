import { boxBlur, clamp, type Plane, plane, smoothstep } from './plane.ts'

/** Matte from which a pixel's colour is surely the person's own. */
const SOLID = 0.97

/**
 * Gives soft edge pixels the colour of the solid person nearby: they hold a mix with the old background, which would
 * shine as a halo on a new one. Returns straight RGBA with the matte as alpha.
 */
export function cleanEdges(rgba: Uint8ClampedArray, matte: Plane): Uint8ClampedArray {
  const { values, width, height } = matte
  const radius = Math.max(2, Math.round(Math.max(width, height) / 150))
  const solid = plane(width, height, (i) => (values[i]! > SOLID ? 1 : 0))
  const out = new Uint8ClampedArray(rgba)
  const done = new Uint8Array(values.length)
  for (let i = 0; i < values.length; i++) {
    const alpha = values[i]!
    out[i * 4 + 3] = Math.round(alpha * 255)
    if (alpha >= SOLID || alpha <= 0) done[i] = 1
  }
  // Thin strands lie far from anything solid: what the near look leaves open, wider ones fill.
  for (const reach of [radius, radius * 3, radius * 9]) {
    if (done.includes(0)) spread(rgba, out, matte, solid, reach, done)
  }
  return out
}

function spread(
  rgba: Uint8ClampedArray,
  out: Uint8ClampedArray,
  { values, width, height }: Plane,
  solid: Plane,
  radius: number,
  done: Uint8Array,
): void {
  const weight = boxBlur(solid, radius).values
  const colours = [0, 1, 2].map(
    (channel) =>
      boxBlur(
        plane(width, height, (i) => solid.values[i]! * rgba[i * 4 + channel]!),
        radius,
      ).values,
  )
  for (let i = 0; i < values.length; i++) {
    if (done[i] === 1 || weight[i]! < 0.02) continue
    done[i] = 1
    const trust = smoothstep(SOLID, 0.35, values[i]!)
    for (let channel = 0; channel < 3; channel++) {
      const seen = rgba[i * 4 + channel]!
      out[i * 4 + channel] = clamp(seen + (colours[channel]![i]! / weight[i]! - seen) * trust, 0, 255)
    }
  }
}
