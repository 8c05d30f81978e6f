import type { Canvas } from '@napi-rs/canvas'
import { css, mix } from './colour.ts'
import { glowSprite, type Easel } from './easel.ts'
import type { Time } from './plan.ts'
import { bake, paintSheet } from './sheet.ts'

/** How strongly a light behind people washes over them; the noon sun stands above the picture. */
const SPILL: Record<Time, number> = { dawn: 0.5, day: 0, sunset: 0.55, dusk: 0.32, night: 0.22 }

/** What lies over the finished picture, painted once. */
export interface Finish {
  readonly vignette: Canvas
  readonly shade: { readonly image: Canvas; readonly y: number }
  readonly leak: Canvas
  /** The light's own spill, over everything: what a lens does, and what seats cut-outs in the scene. */
  readonly spill: { readonly image: Canvas; readonly strength: number }
}

export function makeFinish(easel: Easel): Finish {
  const { height, palette, plan } = easel
  const shade = paintFoot(easel)
  return {
    vignette: paintVignette(easel),
    shade: { image: shade, y: height - shade.height },
    spill: {
      image: glowSprite((alpha) => css(mix(palette.rim, palette.haze, 0.35), alpha), 128),
      strength: SPILL[plan.time],
    },
    leak: glowSprite((alpha) => css(mix(palette.accent, palette.rim, 0.35), alpha), 128),
  }
}

/** Darker corners, and a darker top for the badge to stand on; weak by day, when it would look like smoke. */
function paintVignette({ width, height, scale, palette, plan }: Easel): Canvas {
  const w = width * scale
  const h = height * scale
  const day = plan.time === 'day'
  const sheet = paintSheet(w, h, (brush) => {
    const fill = brush.createRadialGradient(
      w / 2,
      h * 0.46,
      Math.min(w, h) * 0.42,
      w / 2,
      h / 2,
      Math.hypot(w, h) * 0.57,
    )
    fill.addColorStop(0, 'rgba(6,2,14,0)')
    fill.addColorStop(1, css('#06020e', palette.dark ? 0.46 : day ? 0.2 : 0.34))
    brush.fillStyle = fill
    brush.fillRect(0, 0, w, h)
    const top = brush.createLinearGradient(0, 0, 0, h * 0.24)
    top.addColorStop(0, css('#060212', palette.dark ? 0.34 : day ? 0.06 : 0.2))
    top.addColorStop(1, css('#060212', 0))
    brush.fillStyle = top
    brush.fillRect(0, 0, w, h)
  })
  return bake(sheet, 1, 3).image
}

/** The shade at the foot that the caption stands on and busts sink into. */
function paintFoot({ width, height, palette }: Easel): Canvas {
  const tall = height - Math.floor(height * 0.74)
  const sheet = paintSheet(width, tall, (brush) => {
    const fill = brush.createLinearGradient(0, 0, 0, tall)
    const colour = mix(palette.land, '#05030c', 0.75)
    for (const [at, alpha] of [
      [0, 0],
      [0.35, 0.14],
      [0.7, 0.44],
      [1, 0.66],
    ] as const)
      fill.addColorStop(at, css(colour, alpha))
    brush.fillStyle = fill
    brush.fillRect(0, 0, width, tall)
  })
  return bake(sheet, 0, 1).image
}
