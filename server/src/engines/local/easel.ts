import { createCanvas, type Canvas } from '@napi-rs/canvas'
import { createRandom, type Random } from './maths.ts'
import { paletteOf, type Palette } from './palette.ts'
import type { Plan } from './plan.ts'
import { bake, paintSheet, type Brush } from './sheet.ts'

/** A rectangle in frame pixels; layers reach past the frame on every side, for the camera to travel. */
export interface Area {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** A flat picture at one depth, baked once. */
export interface Layer extends LayerLook {
  /** 0 is infinitely far, 1 is where the people stand, more is nearer than they are. */
  readonly depth: number
  readonly image: Canvas
  /** Where it lies when the camera is at rest, frame pixels. */
  readonly area: Area
}

export interface LayerLook {
  /** Frame pixels a second to the right: clouds. */
  readonly drift?: number
  /** How much of its strength comes and goes, 0 to 1: lamps, beams. */
  readonly pulse?: number
  readonly blend?: 'lighter' | 'screen' | 'source-over'
  /** Dither, levels; 0 for hard-edged things. */
  readonly grain?: number
  /** Bitmap pixels for each one of the background's: far below 1 for what is blurred anyway. */
  readonly detail?: number
}

/** Sun, moon, or whatever lights the scene from behind. */
export interface Light {
  /** Frame pixels. */
  readonly x: number
  readonly y: number
  readonly radius: number
}

/** What a setting's painter works on. */
export interface Easel {
  readonly plan: Plan
  readonly palette: Palette
  readonly width: number
  readonly height: number
  /** 1 at a shorter side of 720 px: all sizes are multiples of it. */
  readonly unit: number
  readonly random: Random
  /** Frame pixels from the top. */
  readonly horizon: number
  readonly light: Light
  readonly layers: Layer[]
  /** Background bitmap pixels for each frame pixel. */
  readonly scale: number
}

/** Where the things every painter needs to agree on are. */
export interface Composition {
  /** Share of the height. */
  readonly horizon: number
  readonly light: (random: Random, plan: Plan) => { readonly x: number; readonly y: number; readonly radius: number }
}

/** Without people in the lower half the ground would lie empty: the horizon comes down. */
export function horizonOf(composition: Pick<Composition, 'horizon'>, plan: Plan): number {
  return plan.people === 0 && composition.horizon < 1 ? composition.horizon + 0.08 : composition.horizon
}

export function createEasel(plan: Plan, composition: Composition, scale: number): Easel {
  const unit = Math.min(plan.width, plan.height) / 720
  const random = createRandom(plan.seed + 7)
  const light = composition.light(random, plan)
  return {
    plan,
    palette: paletteOf(plan),
    width: plan.width,
    height: plan.height,
    unit,
    random,
    horizon: horizonOf(composition, plan) * plan.height,
    light: { x: light.x * plan.width, y: light.y * plan.height, radius: light.radius * unit },
    layers: [],
    scale,
  }
}

/** Adds a layer. `paint` works in frame pixels and is told how far past the frame it must reach. */
export function addLayer(
  easel: Easel,
  depth: number,
  paint: (brush: Brush, area: Area) => void,
  look: LayerLook = {},
): void {
  // The camera moves at most 4.5 % of the frame, times 1.6, times the depth, on either side.
  const reach = 1.05 + 0.17 * depth + ((look.drift ?? 0) !== 0 ? 0.12 : 0)
  const width = easel.width * reach
  const height = easel.height * (1.05 + 0.1 * depth)
  const area = { left: (easel.width - width) / 2, top: (easel.height - height) / 2, width, height }
  const scale = easel.scale * (look.detail ?? 1)
  const sheet = paintSheet(width * scale, height * scale, (brush) => {
    brush.scale(scale, scale)
    brush.translate(-area.left, -area.top)
    paint(brush, area)
  })
  const { image, x, y } = bake(sheet, look.grain ?? 1.2, easel.plan.seed + easel.layers.length)
  easel.layers.push({
    ...look,
    depth,
    image,
    area: {
      left: area.left + x / scale,
      top: area.top + y / scale,
      width: image.width / scale,
      height: image.height / scale,
    },
  })
}

/** A soft round light in one colour, to be stretched to any size; strongest in the middle. */
export function glowSprite(colour: (alpha: number) => string, radius: number): Canvas {
  const sheet = createCanvas(radius * 2, radius * 2)
  const brush = sheet.getContext('2d')
  const fill = brush.createRadialGradient(radius, radius, 0, radius, radius, radius)
  // Measured by eye against photographs of the sun through haze: a hot core and a long tail.
  const falloff = [
    [0, 1],
    [0.06, 0.8],
    [0.16, 0.46],
    [0.32, 0.2],
    [0.55, 0.07],
    [0.8, 0.015],
    [1, 0],
  ] as const
  for (const [at, alpha] of falloff) fill.addColorStop(at, colour(alpha))
  brush.fillStyle = fill
  brush.fillRect(0, 0, radius * 2, radius * 2)
  return sheet
}
