import { boxBlur, type Plane, plane } from './plane.ts'
import type { Point } from './person.ts'

/** Matte from which a pixel belongs to a blob. */
const INSIDE = 0.3

/**
 * The connected part of a matte round `seed`, 1 inside and 0 outside, grown by `margin` pixels so that soft edges stay.
 * Undefined when nothing is there.
 */
export function blobAt(matte: Plane, seed: Point, margin: number): Plane | undefined {
  const { values, width, height } = matte
  const found = new Float32Array(values.length)
  const stack: number[] = []
  const visit = (index: number) => {
    if (found[index] === 1 || values[index]! <= INSIDE) return
    found[index] = 1
    stack.push(index)
  }
  const x = Math.min(width - 1, Math.max(0, Math.round(seed.x)))
  const y = Math.min(height - 1, Math.max(0, Math.round(seed.y)))
  visit(y * width + x)
  if (stack.length === 0) return undefined
  for (let index = stack.pop(); index !== undefined; index = stack.pop()) {
    const column = index % width
    if (column > 0) visit(index - 1)
    if (column < width - 1) visit(index + 1)
    if (index >= width) visit(index - width)
    if (index < values.length - width) visit(index + width)
  }
  const grown = boxBlur({ values: found, width, height }, margin).values
  return plane(width, height, (i) => (grown[i]! > 0.02 ? 1 : 0))
}
