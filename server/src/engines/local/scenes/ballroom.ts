import { css, mix } from '../colour.ts'
import { addLayer, type Area, type Easel } from '../easel.ts'
import { between } from '../maths.ts'
import type { Brush } from '../sheet.ts'
import { drawWindow } from './ballroom-glass.ts'
import { paintChandelier, paintDrapes } from './ballroom-near.ts'

/** A hall of tall arched windows with the hour outside, a chandelier, and a floor that shines. */
export function paintBallroom(easel: Easel): void {
  addLayer(easel, 0.1, (brush, area) => paintWall(easel, brush, area), { grain: 2 })
  paintSunbeams(easel)
  addLayer(easel, 0.4, (brush, area) => paintFloor(easel, brush, area), { grain: 2 })
  paintChandelier(easel)
  paintDrapes(easel)
}

function warm(easel: Easel): number {
  return easel.plan.time === 'night' ? 0.55 : easel.plan.time === 'dusk' ? 0.35 : 0
}

function paintWall(easel: Easel, brush: Brush, area: Area): void {
  const { palette, horizon, width, height, unit } = easel
  const dim = warm(easel)
  const fill = brush.createLinearGradient(0, area.top, 0, horizon)
  for (const [index, colour] of palette.sky.entries()) fill.addColorStop(index / 4, css(mix(colour, '#1a0e1c', dim)))
  brush.fillStyle = fill
  brush.fillRect(area.left, area.top, area.width, area.height)
  const wide = Math.min(0.2 * width, 0.2 * height)
  const gap = wide * 1.66
  const count = Math.ceil(area.width / gap / 2) + 1
  for (let index = -count; index <= count; index++) {
    const x = width / 2 + index * gap
    drawColumn(easel, brush, x + gap / 2, area)
    drawWindow(easel, brush, x, wide)
  }
  const cornice = brush.createLinearGradient(0, horizon - 0.028 * height, 0, horizon)
  cornice.addColorStop(0, css(mix(palette.sky[2], '#ffffff', 0.12)))
  cornice.addColorStop(1, css(mix(palette.sky[0], palette.sky[1], 0.5)))
  brush.fillStyle = cornice
  brush.fillRect(area.left, horizon - 0.028 * height, area.width, 0.03 * height)
  brush.fillStyle = css('#000000', 0.2)
  brush.fillRect(area.left, horizon - 2 * unit, area.width, 3 * unit)
}

function drawColumn(easel: Easel, brush: Brush, x: number, area: Area): void {
  const { palette, horizon, unit } = easel
  const wide = 19 * unit
  const dim = warm(easel)
  const fill = brush.createLinearGradient(x - wide, 0, x + wide, 0)
  fill.addColorStop(0, css(mix(palette.sky[1], '#1a0e1c', dim)))
  fill.addColorStop(0.4, css(mix(mix(palette.sky[3], '#fff2d0', 0.35), '#2a1a2c', dim)))
  fill.addColorStop(1, css(mix(palette.sky[0], palette.sky[1], 0.6)))
  brush.fillStyle = fill
  brush.fillRect(x - wide, area.top, wide * 2, horizon - area.top)
  brush.fillRect(x - wide * 1.5, horizon - 34 * unit, wide * 3, 34 * unit)
}

function paintSunbeams(easel: Easel): void {
  const { plan, width, height, horizon, unit } = easel
  if (plan.time === 'night') return
  addLayer(
    easel,
    0.3,
    (brush) => {
      for (let index = 0; index < 5; index++) {
        const x = (index / 4) * 1.2 * width - 0.25 * width
        const fill = brush.createLinearGradient(x, horizon - 0.4 * height, x + 0.4 * width, height)
        fill.addColorStop(0, 'rgba(255,238,190,0)')
        fill.addColorStop(0.2, 'rgba(255,238,190,0.28)')
        fill.addColorStop(1, 'rgba(255,220,150,0)')
        brush.fillStyle = fill
        brush.beginPath()
        brush.moveTo(x, horizon - 0.42 * height)
        brush.lineTo(x + 80 * unit, horizon - 0.42 * height)
        brush.lineTo(x + 80 * unit + 0.5 * width, height)
        brush.lineTo(x + 0.32 * width, height)
        brush.fill()
      }
    },
    { blend: 'screen', pulse: 0.3, detail: 0.4 },
  )
}

/** Parquet running to one vanishing point, and every window lying on it as a long soft shine. */
function paintFloor(easel: Easel, brush: Brush, area: Area): void {
  const { palette, horizon, width, height, unit, random } = easel
  const dim = warm(easel)
  const fill = brush.createLinearGradient(0, horizon, 0, height)
  fill.addColorStop(0, css(mix(mix(palette.sky[3], palette.sky[2], 0.5), '#241228', dim)))
  fill.addColorStop(0.4, css(mix(palette.sky[1], '#1c0e1c', dim)))
  fill.addColorStop(1, css(palette.land))
  brush.fillStyle = fill
  brush.fillRect(area.left, horizon, area.width, area.top + area.height - horizon)
  brush.strokeStyle = css(palette.land, 0.3)
  brush.lineWidth = 1.6 * unit
  brush.beginPath()
  for (let ray = -16; ray <= 16; ray++) {
    brush.moveTo(width / 2 + ray * 0.045 * width, horizon)
    brush.lineTo(width / 2 + ray * 0.3 * width, area.top + area.height)
  }
  for (let row = 0; row < 9; row++) {
    const y = horizon + (row / 9) ** 1.9 * (height - horizon) * 1.1
    brush.moveTo(area.left, y)
    brush.lineTo(area.left + area.width, y)
  }
  brush.stroke()
  brush.globalCompositeOperation = 'lighter'
  const gap = Math.min(0.2 * width, 0.2 * height) * 1.66
  for (let index = -5; index <= 5; index++) {
    const x = width / 2 + index * gap
    const shine = brush.createLinearGradient(0, horizon, 0, horizon + 0.3 * height)
    shine.addColorStop(0, css(palette.accent, 0.34 - dim * 0.3))
    shine.addColorStop(1, css(palette.accent, 0))
    brush.fillStyle = shine
    const wide = gap * between(random, 0.24, 0.32)
    brush.beginPath()
    brush.moveTo(x - wide, horizon)
    brush.lineTo(x + wide, horizon)
    brush.lineTo(x + wide * 1.3 + (x - width / 2) * 0.5, horizon + 0.3 * height)
    brush.lineTo(x - wide * 1.3 + (x - width / 2) * 0.5, horizon + 0.3 * height)
    brush.fill()
  }
  brush.globalCompositeOperation = 'source-over'
}
