import { createWander, lerp } from './maths.ts'
import type { Plan } from './plan.ts'
import { viewAt, type View } from './shots.ts'

/** Maps frame pixels of a flat layer to where they appear: first scaled, then moved. */
export interface Projection {
  readonly zoom: number
  readonly moveX: number
  readonly moveY: number
}

export interface Camera {
  viewAt(seconds: number): View
  /** How a layer at a depth appears. */
  project(seconds: number, depth: number): Projection
}

/** How far a layer at the people's depth moves for a camera move of one: more than 1 makes the depth felt. */
const PARALLAX = 1.6

/** `eyeLine`: the height, frame pixels, that close shots hold on to. */
export function createCamera(plan: Plan, eyeLine: number): Camera {
  const { width, height } = plan
  const unit = Math.min(width, height) / 720
  const handX = createWander(plan.seed + 1)
  const handY = createWander(plan.seed + 2)
  return {
    viewAt: (seconds) => viewAt(plan.shots, seconds),
    project: (seconds, depth) => {
      const view = viewAt(plan.shots, seconds)
      const zoom = 1 + (view.zoom - 1) * Math.min(1.15, 0.28 + 0.72 * depth)
      const held = view.focus * Math.min(1, depth)
      const pivotX = width / 2
      const pivotY = lerp(height / 2, eyeLine, held)
      // A close shot lifts the eyes a little, to leave room for the shoulders.
      const lift = -held * 0.025 * height
      const slideX = -(view.x * width + handX(seconds * 0.7) * 3 * unit) * depth * PARALLAX
      const slideY = -(view.y * height + handY(seconds * 0.6) * 3 * unit) * depth * PARALLAX
      return { zoom, moveX: pivotX * (1 - zoom) + slideX, moveY: pivotY * (1 - zoom) + lift + slideY }
    },
  }
}
