import { boxBlur, clamp, type Plane, plane, reduce, sample } from './plane.ts'

/** Straight RGBA to take the edges from. */
export interface Guide {
  readonly rgba: Uint8ClampedArray
  readonly width: number
  readonly height: number
}

/**
 * Bends a mask to the edges of a colour picture (He, Sun, Tang: "Guided Image Filtering", 2010, colour form; "Fast Guided
 * Filter", 2015: the coefficients are found on a smaller copy).
 * @param radius pixels of the guide.
 * @param epsilon variance, on a 0 to 1 scale, below which a patch counts as flat.
 */
export function guidedFilter(guide: Guide, mask: Plane, radius: number, epsilon: number): Plane {
  const { rgba, width, height } = guide
  // Below a radius of 4 the smaller copy would lose the edges themselves.
  const step = Math.max(1, Math.floor(radius / 4))
  const reach = Math.max(1, Math.round(radius / step))
  const small = [0, 1, 2].map((channel) => reduce(width, height, step, (i) => rgba[i * 4 + channel]! / 255))
  const smallMask = reduce(width, height, step, (i) => mask.values[i]!)
  const [slopeRed, slopeGreen, slopeBlue, offset] = coefficients(
    small as [Plane, Plane, Plane],
    smallMask,
    reach,
    epsilon,
  ).map((coefficient) => boxBlur(coefficient, reach))
  // Twice the reach from any edge of the mask the filter changes nothing: most of a photo is skipped.
  const around = boxBlur(smallMask, reach * 2 + 1)
  return plane(width, height, (i) => {
    const mean =
      around.values[Math.floor(Math.floor(i / width) / step) * around.width + Math.floor((i % width) / step)]!
    if (mean < 1e-5 || mean > 1 - 1e-5) return Math.round(mean)
    const u = ((i % width) + 0.5) / width
    const v = (Math.floor(i / width) + 0.5) / height
    const red = sample(slopeRed!, u, v) * rgba[i * 4]!
    const green = sample(slopeGreen!, u, v) * rgba[i * 4 + 1]!
    const blue = sample(slopeBlue!, u, v) * rgba[i * 4 + 2]!
    return clamp((red + green + blue) / 255 + sample(offset!, u, v))
  })
}

/** Per pixel the linear map from colour to mask that fits its surroundings best: three slopes and an offset. */
function coefficients(colours: [Plane, Plane, Plane], mask: Plane, radius: number, epsilon: number): Plane[] {
  const { width, height } = mask
  const mean = (of: Plane) => boxBlur(of, radius).values
  const meanProduct = (a: Plane, b: Plane) => mean(plane(width, height, (i) => a.values[i]! * b.values[i]!))
  const [red, green, blue] = colours
  const meanOf = colours.map(mean)
  const meanMask = mean(mask)
  const withMask = colours.map((colour) => meanProduct(colour, mask))
  const products = [
    [red, red],
    [red, green],
    [red, blue],
    [green, green],
    [green, blue],
    [blue, blue],
  ].map(([a, b]) => meanProduct(a!, b!))
  const out = Array.from({ length: 4 }, () => new Float32Array(width * height))
  for (let i = 0; i < meanMask.length; i++) {
    const [r = 0, g = 0, b = 0] = meanOf.map((values) => values[i]!)
    const m = meanMask[i]!
    const matrix = [
      products[0]![i]! - r * r + epsilon,
      products[1]![i]! - r * g,
      products[2]![i]! - r * b,
      products[3]![i]! - g * g + epsilon,
      products[4]![i]! - g * b,
      products[5]![i]! - b * b + epsilon,
    ] as const
    const target = [withMask[0]![i]! - r * m, withMask[1]![i]! - g * m, withMask[2]![i]! - b * m] as const
    const slope = solve(matrix, target)
    for (let k = 0; k < 3; k++) out[k]![i] = slope[k]!
    out[3]![i] = m - slope[0] * r - slope[1] * g - slope[2] * b
  }
  return out.map((values) => ({ values, width, height }))
}

type Triple = readonly [number, number, number]

/** Solves a symmetric 3 x 3 system, its upper triangle given row by row, by Cramer's rule. */
function solve(
  [a, b, c, d, e, f]: readonly [number, number, number, number, number, number],
  [x, y, z]: Triple,
): Triple {
  const minorA = d * f - e * e
  const minorB = c * e - b * f
  const minorC = b * e - c * d
  const determinant = a * minorA + b * minorB + c * minorC
  if (Math.abs(determinant) < 1e-15) return [0, 0, 0]
  return [
    (minorA * x + minorB * y + minorC * z) / determinant,
    (minorB * x + (a * f - c * c) * y + (b * c - a * e) * z) / determinant,
    (minorC * x + (b * c - a * e) * y + (a * d - b * b) * z) / determinant,
  ]
}
