/** One number per pixel, row by row. */
export interface Plane {
  readonly values: Float32Array
  readonly width: number
  readonly height: number
}

export function clamp(value: number, low = 0, high = 1): number {
  return value < low ? low : value > high ? high : value
}

/** 0 at `from`, 1 at `to`, level at both ends; `from` may be the larger one. */
export function smoothstep(from: number, to: number, value: number): number {
  const t = clamp((value - from) / (to - from))
  return t * t * (3 - 2 * t)
}

/** Bilinear value at `u`, `v` (0 to 1 across the plane), edges repeated. */
export function sample({ values, width, height }: Plane, u: number, v: number): number {
  const x = clamp(u * width - 0.5, 0, width - 1)
  const y = clamp(v * height - 0.5, 0, height - 1)
  const left = Math.floor(x)
  const top = Math.floor(y)
  const right = Math.min(width - 1, left + 1)
  const bottom = Math.min(height - 1, top + 1)
  const at = (column: number, row: number) => values[row * width + column] ?? 0
  const upper = at(left, top) + (at(right, top) - at(left, top)) * (x - left)
  const lower = at(left, bottom) + (at(right, bottom) - at(left, bottom)) * (x - left)
  return upper + (lower - upper) * (y - top)
}

/** Mean over a square of `2 * radius + 1` pixels, smaller at the borders. Cost does not grow with the radius. */
export function boxBlur(plane: Plane, radius: number): Plane {
  return radius < 1 ? plane : blurColumns(blurRows(plane, radius), radius)
}

function blurRows({ values, width, height }: Plane, radius: number): Plane {
  const out = new Float32Array(values.length)
  for (let row = 0; row < height; row++) {
    const start = row * width
    let sum = 0
    let count = 0
    for (let x = 0; x < Math.min(radius, width); x++, count++) sum += values[start + x] ?? 0
    for (let x = 0; x < width; x++) {
      if (x + radius < width) {
        sum += values[start + x + radius] ?? 0
        count++
      }
      if (x > radius) {
        sum -= values[start + x - radius - 1] ?? 0
        count--
      }
      out[start + x] = sum / count
    }
  }
  return { values: out, width, height }
}

/** Walks row by row with one running sum per column: the other order misses the cache on every step. */
function blurColumns({ values, width, height }: Plane, radius: number): Plane {
  const out = new Float32Array(values.length)
  const sums = new Float64Array(width)
  const add = (row: number, sign: number) => {
    for (let x = 0; x < width; x++) sums[x] = (sums[x] ?? 0) + sign * (values[row * width + x] ?? 0)
  }
  let count = 0
  for (; count < Math.min(radius, height); count++) add(count, 1)
  for (let row = 0; row < height; row++) {
    if (row + radius < height) {
      add(row + radius, 1)
      count++
    }
    if (row > radius) {
      add(row - radius - 1, -1)
      count--
    }
    for (let x = 0; x < width; x++) out[row * width + x] = (sums[x] ?? 0) / count
  }
  return { values: out, width, height }
}

/** Makes a plane from a rule on the index. */
export function plane(width: number, height: number, value: (index: number) => number): Plane {
  const values = new Float32Array(width * height)
  for (let i = 0; i < values.length; i++) values[i] = value(i)
  return { values, width, height }
}

/** Makes a smaller plane from a rule on the large one's index, averaging blocks of `step` by `step`. */
export function reduce(width: number, height: number, step: number, value: (index: number) => number): Plane {
  const columns = Math.ceil(width / step)
  const rows = Math.ceil(height / step)
  return plane(columns, rows, (i) => {
    const left = (i % columns) * step
    const top = Math.floor(i / columns) * step
    const right = Math.min(width, left + step)
    const bottom = Math.min(height, top + step)
    let sum = 0
    for (let y = top; y < bottom; y++) for (let x = left; x < right; x++) sum += value(y * width + x)
    return sum / ((right - left) * (bottom - top))
  })
}
