import { css, mix } from '../colour.ts'
import type { Easel } from '../easel.ts'
import { between } from '../maths.ts'
import type { Brush } from '../sheet.ts'

/** A tall arched window with a garden and the hour behind it. */
export function drawWindow(easel: Easel, brush: Brush, x: number, wide: number): void {
  const { horizon, height, palette, plan, unit } = easel
  const top = horizon - Math.min(0.46 * height, wide * 3.4)
  const foot = horizon - 0.06 * height
  const trace = (grow: number) => {
    brush.beginPath()
    brush.moveTo(x - wide / 2 - grow, foot + grow)
    brush.lineTo(x - wide / 2 - grow, top + wide / 2)
    brush.arc(x, top + wide / 2, wide / 2 + grow, Math.PI, 0)
    brush.lineTo(x + wide / 2 + grow, foot + grow)
    brush.closePath()
  }
  brush.fillStyle = css(mix(palette.sky[1], '#2a1206', 0.4))
  trace(9 * unit)
  brush.fill()
  brush.fillStyle = css(mix(palette.sky[3], '#ffffff', 0.2), 0.6)
  trace(5 * unit)
  brush.fill()
  const outside = brush.createLinearGradient(0, top, 0, foot)
  const hours =
    plan.time === 'night'
      ? ['#0c1640', '#2c3c86']
      : plan.time === 'dusk'
        ? ['#3a3580', '#e08a8f']
        : ['#ffe9b8', '#fffaf0']
  outside.addColorStop(0, hours[0] ?? '#ffe9b8')
  outside.addColorStop(1, hours[1] ?? '#fffaf0')
  brush.fillStyle = outside
  trace(0)
  brush.fill()
  drawGarden(easel, brush, { x, wide, foot, trace })
  brush.strokeStyle = css(mix(palette.sky[1], '#3a1c08', 0.3), 0.75)
  brush.lineWidth = 2.2 * unit
  brush.beginPath()
  for (const share of [-0.17, 0.17]) {
    brush.moveTo(x + share * wide, top + wide * 0.06)
    brush.lineTo(x + share * wide, foot)
  }
  for (let y = top + wide * 0.5; y < foot; y += wide * 0.42) {
    brush.moveTo(x - wide / 2, y)
    brush.lineTo(x + wide / 2, y)
  }
  brush.stroke()
}

/** Trees beyond the glass, washed out by the light. */
function drawGarden(
  easel: Easel,
  brush: Brush,
  pane: { x: number; wide: number; foot: number; trace: (grow: number) => void },
): void {
  const { random, plan } = easel
  const { x, wide, foot } = pane
  const leaf = plan.time === 'night' ? '#0a1230' : plan.time === 'dusk' ? '#5a4a7c' : '#c8a860'
  brush.save()
  pane.trace(0)
  brush.clip()
  for (let tree = 0; tree < 9; tree++) {
    brush.fillStyle = css(leaf, between(random, 0.2, 0.5))
    brush.beginPath()
    brush.arc(
      x + between(random, -0.6, 0.6) * wide,
      foot - between(random, 0, 0.75) * wide,
      wide * between(random, 0.14, 0.34),
      0,
      7,
    )
    brush.fill()
  }
  brush.restore()
}
