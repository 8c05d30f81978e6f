import { frameOf } from '../../words/frame.ts'

/** What `/v1/references` makes: sides from 256, and no more pixels than a preview needs. */
const LEAST = 256
const MOST_PIXELS = 720 * 1280

/** The shape of this size, as large as a preview should be; even sides. */
export function previewSize(size: string): string | undefined {
  const frame = frameOf(size)
  if (frame === undefined) return undefined
  const { width, height } = frame
  const smaller = Math.min(1, Math.sqrt(MOST_PIXELS / (width * height)))
  const scale = Math.max(smaller, LEAST / Math.min(width, height))
  const even = (side: number): number => Math.max(LEAST, Math.round((side * scale) / 2) * 2)
  return `${even(width)}x${even(height)}`
}
