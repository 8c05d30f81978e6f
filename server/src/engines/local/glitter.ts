import { css, mix } from './colour.ts'
import { glowSprite, type Easel } from './easel.ts'
import type { Glitter } from './frame.ts'
import { createRandom } from './maths.ts'

/** Sparkles in the road of light on open water; null where there is none. */
export function makeGlitter(easel: Easel): Glitter | null {
  const { plan, palette, horizon, height, unit, light } = easel
  if ((plan.setting !== 'beach' && plan.setting !== 'lake') || plan.weather === 'rain') return null
  const random = createRandom(plan.seed + 1234)
  const spark = glowSprite((alpha) => css(mix(palette.light, '#ffffff', 0.4), alpha), 24)
  const foot = plan.setting === 'beach' ? 0.85 * height : 0.9 * height
  const sparks = Array.from({ length: 80 }, () => {
    const near = random() ** 1.4
    return {
      x: light.x + (random() + random() - 1) * light.radius * (1 + near * 4),
      y: horizon + 3 * unit + near * (foot - horizon),
      long: (12 + 60 * near) * unit,
      thick: (5 + 7 * near) * unit,
      pace: 1.4 + random() * 2.2,
      phase: random() * 7,
      strength: 0.85 * (1 - 0.5 * near),
    }
  })
  return {
    depth: 0.12,
    draw: (brush, seconds) => {
      brush.globalCompositeOperation = 'lighter'
      for (const { x, y, long, thick, pace, phase, strength } of sparks) {
        const shine = Math.sin(seconds * pace + phase)
        if (shine < 0.15) continue
        brush.globalAlpha = shine * strength
        brush.drawImage(spark, x - long / 2, y - thick / 2, long, thick)
      }
      brush.globalAlpha = 1
    },
  }
}
