/**
 * Scales straight RGBA down to opaque RGB by averaging every source pixel under a target pixel, in place of sharp: on the
 * spot, so that the large frame need not be kept waiting in memory. Never scales up.
 */
export function shrink(
  rgba: Uint8Array,
  from: { readonly width: number; readonly height: number },
  to: { readonly width: number; readonly height: number },
): Buffer {
  const columns = spans(from.width, to.width)
  const rows = spans(from.height, to.height)
  const out = Buffer.alloc(to.width * to.height * 3)
  const line = new Float64Array(to.width * 3)
  rows.forEach((row, y) => {
    line.fill(0)
    for (let sy = row.first; sy <= row.last; sy++) {
      const weight = row.weight(sy)
      for (let x = 0; x < to.width; x++) addSpan(rgba, sy * from.width, columns[x]!, weight, line, x * 3)
    }
    for (let i = 0; i < line.length; i++) out[y * to.width * 3 + i] = Math.round(line[i]!)
  })
  return out
}

interface Span {
  readonly first: number
  readonly last: number
  /** Share of the target pixel that source pixel `i` fills; over a span they add up to 1. */
  weight(i: number): number
}

function spans(from: number, to: number): readonly Span[] {
  const step = from / to
  return Array.from({ length: to }, (_, i) => {
    const start = i * step
    const end = Math.min(from, start + step)
    const weight = (at: number) => (Math.min(end, at + 1) - Math.max(start, at)) / (end - start)
    return { first: Math.floor(start), last: Math.min(from, Math.ceil(end)) - 1, weight }
  })
}

function addSpan(rgba: Uint8Array, row: number, span: Span, weight: number, line: Float64Array, at: number): void {
  for (let sx = span.first; sx <= span.last; sx++) {
    const share = weight * span.weight(sx)
    const source = (row + sx) * 4
    line[at] = line[at]! + share * rgba[source]!
    line[at + 1] = line[at + 1]! + share * rgba[source + 1]!
    line[at + 2] = line[at + 2]! + share * rgba[source + 2]!
  }
}
