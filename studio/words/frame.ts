import { readSize } from 'kinora/spec/size'
import { en } from '../messages/en.ts'

/** The shapes people know by name, width to height. */
const KNOWN = [
  [9, 16],
  [16, 9],
  [1, 1],
  [4, 5],
  [5, 4],
  [3, 4],
  [4, 3],
  [2, 3],
  [3, 2],
  [21, 9],
] as const

export interface Frame {
  readonly width: number
  readonly height: number
  /** `9:16`, or null when no shape people know is near. */
  readonly ratio: string | null
  readonly shape: 'tall' | 'wide' | 'square'
  /** `1024 × 1808`. */
  readonly pixels: string
  /** `9:16`, or `Tall` where the shape has no name. */
  readonly title: string
}

/** Undefined when the text is not `WIDTHxHEIGHT`. */
export function frameOf(size: string): Frame | undefined {
  const read = readSize(size)
  if (read === undefined || read.width === 0 || read.height === 0) return undefined
  const { width, height } = read
  const real = width / height
  // 1024x1808 and 720x1280 are both 9:16 to the eye; 3 % keeps 4:5 and 3:4 apart.
  const near = KNOWN.find(([w, h]) => Math.abs(real / (w / h) - 1) < 0.03)
  const shape = width === height ? 'square' : width < height ? 'tall' : 'wide'
  const ratio = near ? `${near[0]}:${near[1]}` : null
  return { width, height, ratio, shape, pixels: en.units.frame(width, height), title: ratio ?? en.shapes[shape] }
}
