import type { Canvas } from '@napi-rs/canvas'
import { createRandom } from './maths.ts'
import type { Palette } from './palette.ts'
import type { Plan, Weather } from './plan.ts'
import type { Brush } from './sheet.ts'
import type { View } from './shots.ts'
import { spritesFor } from './weather-sprites.ts'

interface Particle {
  /** Where it starts, shares of the frame. */
  readonly x: number
  readonly y: number
  /** 0 far to 1 near. */
  readonly near: number
  readonly phase: number
  readonly pace: number
  readonly sprite: Canvas
}

export interface Air {
  /** Draws what floats behind the people, or before them. Large soft things stay behind: on a face they are blemishes. */
  draw(brush: Brush, seconds: number, view: View, before: boolean): void
}

const COUNTS: Record<Weather, number> = {
  clear: 36,
  rain: 190,
  snow: 120,
  petals: 40,
  leaves: 34,
  confetti: 70,
  fireflies: 44,
}
/** Nearer than this is drawn before the people. */
const BEFORE: Record<Weather, number> = {
  clear: 2,
  rain: 0.72,
  snow: 0.78,
  petals: 0.72,
  leaves: 0.74,
  confetti: 0.7,
  fireflies: 2,
}

/** A head, where nothing may fly past in front. Frame pixels. */
export interface Head {
  readonly x: number
  readonly y: number
  readonly radius: number
}

export function makeAir(plan: Plan, palette: Palette, heads: readonly Head[]): Air {
  const random = createRandom(plan.seed + 99)
  const sprites = spritesFor(plan.weather, palette)
  const particles = Array.from({ length: COUNTS[plan.weather] }, (): Particle => ({
    x: random(),
    y: random(),
    near: random() ** 1.6,
    phase: random() * Math.PI * 2,
    pace: 0.6 + random() * 0.8,
    sprite: sprites[Math.floor(random() * sprites.length)] ?? sprites[0],
  }))
  const unit = Math.min(plan.width, plan.height) / 720
  return {
    draw: (brush, seconds, view, before) => {
      for (const particle of particles) {
        if (particle.near > BEFORE[plan.weather] !== before) continue
        MOVES[plan.weather](brush, particle, seconds, {
          width: plan.width,
          height: plan.height,
          unit,
          slide: -view.x * plan.width * (0.4 + 1.4 * particle.near),
          clear: (x, y) => !before || heads.every((head) => Math.hypot(x - head.x, y - head.y) > head.radius),
        })
      }
      brush.setTransform(1, 0, 0, 1, 0, 0)
      brush.globalAlpha = 1
      brush.globalCompositeOperation = 'source-over'
    },
  }
}

interface Space {
  readonly width: number
  readonly height: number
  readonly unit: number
  /** Pixels the camera has pushed it sideways. */
  readonly slide: number
  /** Whether something may be drawn here. */
  readonly clear: (x: number, y: number) => boolean
}

type Move = (brush: Brush, particle: Particle, seconds: number, space: Space) => void

const snowing: Move = (brush, { x, y, near, phase, pace, sprite }, seconds, { width, height, unit, slide, clear }) => {
  const down = (y + seconds * (0.05 + 0.1 * near) * pace) % 1.1
  const size = (4 + 11 * near) * unit
  brush.globalAlpha = 0.4 + 0.5 * near
  const sway = Math.sin(seconds * 0.8 * pace + phase) * 24 * unit
  const left = wrap(x * 1.2 * width + slide + sway, width)
  if (clear(left, (down - 0.05) * height)) brush.drawImage(sprite, left, (down - 0.05) * height, size, size)
}

const raining: Move = (brush, { x, y, near, pace, sprite }, seconds, { width, height, unit, slide, clear }) => {
  const down = (y + seconds * (1.1 + 1.1 * near) * pace) % 1.15
  const long = (60 + 90 * near) * unit
  const left = wrap(x * 1.3 * width - down * 0.09 * height + slide, width)
  const top = (down - 0.12) * height
  if (!clear(left, top + long / 2)) return
  brush.globalAlpha = 0.16 + 0.26 * near
  brush.drawImage(sprite, left, top, (4 + 3 * near) * unit, long)
}

const fluttering: Move = (
  brush,
  { x, y, near, phase, pace, sprite },
  seconds,
  { width, height, unit, slide, clear },
) => {
  const down = (y + seconds * (0.06 + 0.09 * near) * pace) % 1.15
  const size = (9 + 15 * near) * unit
  const turn = phase + seconds * 1.3 * pace
  const open = 0.35 + 0.65 * Math.abs(Math.sin(seconds * 1.9 * pace + phase))
  const left = wrap(x * 1.2 * width + slide + Math.sin(seconds * 1.1 * pace + phase) * 52 * unit, width)
  if (!clear(left, (down - 0.08) * height)) return
  const cos = Math.cos(turn)
  const sin = Math.sin(turn)
  brush.globalAlpha = 0.75 + 0.25 * near
  brush.setTransform(cos, sin, -sin * open, cos * open, left, (down - 0.08) * height)
  brush.drawImage(sprite, -size / 2, -size / 2, size, size)
}

function floating(reach: number, strength: number): Move {
  return (brush, { x, y, near, phase, pace, sprite }, seconds, { width, height, unit, slide }) => {
    const size = reach * (0.35 + near * near) * unit
    const left = wrap((x + Math.sin(seconds * 0.3 * pace + phase) * 0.05) * width + slide, width)
    const top =
      ((((y - seconds * 0.013 * pace) % 1) + 1) % 1) * height + Math.sin(seconds * 0.6 + phase * 2) * 14 * unit
    brush.globalCompositeOperation = 'lighter'
    brush.globalAlpha = strength * (0.5 + 0.5 * Math.sin(seconds * (0.9 + pace) + phase))
    brush.drawImage(sprite, left - size / 2, top - size / 2, size, size)
  }
}

const MOVES: Record<Weather, Move> = {
  clear: floating(30, 0.3),
  fireflies: floating(40, 0.95),
  snow: snowing,
  rain: raining,
  petals: fluttering,
  leaves: fluttering,
  confetti: fluttering,
}

function wrap(x: number, width: number): number {
  const span = width * 1.2
  return ((((x + 0.1 * width) % span) + span) % span) - 0.1 * width
}
