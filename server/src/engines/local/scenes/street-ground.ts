import { css, mix } from '../colour.ts'
import type { Area, Easel } from '../easel.ts'
import { between } from '../maths.ts'
import type { Brush } from '../sheet.ts'

function stone({ palette, plan }: Easel): readonly [number, number, number] {
  return mix(palette.land, '#55505c', plan.time === 'day' ? 0.85 : 0.2)
}

/** Wet cobbles: the sky down the middle, the shops' light in long trembling strokes. */
export function paintGround(easel: Easel, brush: Brush, area: Area): void {
  const { palette, horizon, width, height } = easel
  const fill = brush.createLinearGradient(0, horizon, 0, height)
  fill.addColorStop(0, css(mix(palette.haze, palette.sky[4], 0.5)))
  fill.addColorStop(0.2, css(mix(stone(easel), palette.haze, 0.42)))
  fill.addColorStop(1, css(mix(stone(easel), '#05060c', 0.4)))
  brush.fillStyle = fill
  brush.beginPath()
  brush.moveTo(width / 2 - 0.035 * width, horizon)
  brush.lineTo(width / 2 + 0.035 * width, horizon)
  brush.lineTo(area.left + area.width, horizon + 0.1 * height)
  brush.lineTo(area.left + area.width, area.top + area.height)
  brush.lineTo(area.left, area.top + area.height)
  brush.lineTo(area.left, horizon + 0.1 * height)
  brush.fill()
  paintCobbles(easel, brush, area)
  paintGleam(easel, brush)
}

/** Rows of stones closing up towards the vanishing point, each a little lighter or darker than the next. */
function paintCobbles(easel: Easel, brush: Brush, area: Area): void {
  const { palette, horizon, width, height, random, unit } = easel
  const deep = height * 1.05 - horizon
  for (let row = 0; row < 30; row++) {
    const near = ((row + 1) / 30) ** 1.8
    const y = horizon + near * deep
    const wide = (5 + 62 * near) * unit
    const tall = wide * 0.36
    const reach = Math.min(area.width, width * (0.09 + near * 2.4))
    for (let x = width / 2 - reach / 2 + ((row % 2) * wide) / 2; x < width / 2 + reach / 2; x += wide) {
      const bright = random() < 0.45
      const glare = Math.max(0, 1 - Math.abs(x - width / 2) / (0.35 * width))
      brush.fillStyle = css(
        bright ? mix(palette.sky[3], palette.haze, 0.5) : stone(easel),
        between(random, 0.05, 0.16) * (bright ? 0.5 + glare : 1.4),
      )
      brush.beginPath()
      brush.roundRect(x + wide * 0.06, y - tall, wide * 0.88, tall * 0.84, tall * 0.3)
      brush.fill()
    }
  }
}

/** What the shops throw on to the wet ground: long, soft, upright. */
function paintGleam(easel: Easel, brush: Brush): void {
  const { palette, horizon, width, height, random, unit, plan } = easel
  const wet = (plan.weather === 'rain' ? 1.5 : 0.9) * (palette.dark ? 1 : 0.4)
  brush.globalCompositeOperation = 'lighter'
  for (let index = 0; index < 64; index++) {
    const side = random() < 0.5 ? -1 : 1
    const out = between(random, 0.04, 0.6)
    const x = width / 2 + side * out * width
    const y = horizon + out * width * 0.1
    const long = between(random, 0.08, 0.3) * height
    const wide = (14 + 70 * out) * unit * between(random, 0.5, 1.2)
    const fill = brush.createRadialGradient(0, 0, 0, 0, 0, 1)
    const colour = random() < 0.78 ? '#ffb75a' : palette.accent
    fill.addColorStop(0, css(colour, 0.26 * wet))
    fill.addColorStop(1, css(colour, 0))
    brush.save()
    brush.translate(x, y + long / 2)
    brush.scale(wide, long / 2)
    brush.fillStyle = fill
    brush.fillRect(-1, -1, 2, 2)
    brush.restore()
  }
  brush.globalCompositeOperation = 'source-over'
}
