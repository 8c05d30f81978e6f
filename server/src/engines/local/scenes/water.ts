import { css, mix } from '../colour.ts'
import type { Area, Easel } from '../easel.ts'
import { between } from '../maths.ts'
import type { Brush } from '../sheet.ts'

/** Open water from the horizon down: the sky's colours upside down, broken by ripples that widen as they come near. */
export function paintWater(easel: Easel, brush: Brush, area: Area, foot: number): void {
  const { palette, horizon, plan } = easel
  const [zenith, , middle, low, lowest] = palette.sky
  const deep = plan.time === 'day' ? '#0a5d86' : plan.time === 'dawn' ? '#2b5d80' : '#0a2342'
  const fill = brush.createLinearGradient(0, horizon, 0, foot)
  fill.addColorStop(0, css(mix(lowest, low, 0.35)))
  fill.addColorStop(0.1, css(mix(low, middle, 0.55)))
  fill.addColorStop(0.45, css(mix(mix(middle, zenith, 0.5), deep, 0.45)))
  fill.addColorStop(1, css(mix(zenith, deep, 0.6)))
  brush.fillStyle = fill
  brush.fillRect(area.left, horizon, area.width, area.top + area.height - horizon)
  paintRipples(easel, brush, area, foot)
  if (plan.weather !== 'rain') paintLightRoad(easel, brush, foot)
}

function paintRipples(easel: Easel, brush: Brush, area: Area, foot: number): void {
  const { palette, random, unit, horizon } = easel
  const bright = mix(palette.sky[4], palette.sky[3], 0.3)
  const dark = mix(palette.sky[0], palette.land, 0.4)
  for (let index = 0; index < 720; index++) {
    const near = random() ** 1.7
    const y = horizon + 2 * unit + near * (foot - horizon)
    const x = area.left + random() * area.width
    const length = (7 + 130 * near) * unit * between(random, 0.4, 1.3)
    brush.fillStyle = css(random() < 0.5 ? bright : dark, between(random, 0.05, 0.2))
    brush.beginPath()
    brush.ellipse(x, y, length, (0.7 + 3 * near) * unit, 0, 0, 7)
    brush.fill()
  }
}

/** The broken column of light a low sun lays on the water. */
function paintLightRoad(easel: Easel, brush: Brush, foot: number): void {
  const { palette, random, unit, horizon, light, plan } = easel
  brush.globalCompositeOperation = 'lighter'
  const strength = plan.time === 'day' ? 0.18 : palette.dark ? 0.22 : 0.34
  for (let index = 0; index < 260; index++) {
    const near = random() ** 1.5
    const y = horizon + near * (foot - horizon)
    const wide = light.radius * (0.5 + near * 1.9)
    const across = (random() + random() + random() - 1.5) * wide
    brush.fillStyle = css(
      mix(palette.light, palette.accent, 0.15 + 0.3 * near),
      strength * between(random, 0.3, 1) * (1 - 0.55 * near),
    )
    brush.beginPath()
    brush.ellipse(
      light.x + across,
      y,
      (6 + 50 * near) * unit * between(random, 0.4, 1),
      (0.8 + 2 * near) * unit,
      0,
      0,
      7,
    )
    brush.fill()
  }
  brush.globalCompositeOperation = 'source-over'
}
