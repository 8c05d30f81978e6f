import { css, mix } from '../colour.ts'
import { addLayer, glowSprite, type Area, type Easel } from '../easel.ts'
import { between } from '../maths.ts'
import type { Brush } from '../sheet.ts'

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

function drawWindow(easel: Easel, brush: Brush, x: number, wide: number): void {
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
        fill.addColorStop(0, 'rgba(255,238,190,0.3)')
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

function paintChandelier(easel: Easel): void {
  const { light, width, unit, random } = easel
  addLayer(
    easel,
    0.5,
    (brush, area) => {
      const { x, y } = light
      const wide = Math.min(0.27 * width, 200 * unit)
      brush.strokeStyle = '#5c3510'
      brush.lineWidth = 4 * unit
      brush.beginPath()
      brush.moveTo(x, area.top)
      brush.lineTo(x, y)
      brush.stroke()
      const glow = glowSprite((alpha) => css('#ffe2a0', alpha), 64)
      for (const [drop, share, lamps] of [
        [-0.26, 0.5, 7],
        [0, 1, 11],
      ] as const) {
        const level = y + drop * wide
        brush.strokeStyle = '#7a4a18'
        brush.lineWidth = 5 * unit
        brush.beginPath()
        brush.ellipse(x, level, wide * share, wide * share * 0.16, 0, 0, 7)
        brush.stroke()
        brush.lineWidth = 2.4 * unit
        brush.beginPath()
        for (const side of [-1, 1]) {
          brush.moveTo(x, level - wide * 0.3)
          brush.quadraticCurveTo(x + side * wide * share * 0.3, level, x + side * wide * share, level)
        }
        brush.stroke()
        for (let lamp = 0; lamp < lamps; lamp++) {
          const angle = (lamp / lamps) * Math.PI * 2
          const px = x + Math.cos(angle) * wide * share
          const py = level + Math.sin(angle) * wide * share * 0.16
          brush.fillStyle = '#fff6dc'
          brush.fillRect(px - 2.4 * unit, py - 17 * unit, 4.8 * unit, 14 * unit)
          brush.drawImage(glow, px - 34 * unit, py - 54 * unit, 68 * unit, 68 * unit)
          for (let drop = 0; drop < 4; drop++) {
            brush.fillStyle = css('#fff3d0', between(random, 0.35, 0.9))
            brush.beginPath()
            brush.arc(px, py + (7 + drop * 8) * unit, (3.2 - drop * 0.5) * unit, 0, 7)
            brush.fill()
          }
        }
      }
      brush.globalCompositeOperation = 'lighter'
      brush.globalAlpha = 0.55
      brush.drawImage(glow, x - wide * 2, y - wide * 2, wide * 4, wide * 4)
    },
    { pulse: 0.06 },
  )
}

/** Velvet in the corners: a frame, and something near. */
function paintDrapes(easel: Easel): void {
  const { width, height, unit } = easel
  addLayer(
    easel,
    0.85,
    (brush, area) => {
      for (const side of [0, 1]) {
        const edge = side === 0 ? area.left : area.left + area.width
        const inward = side === 0 ? 1 : -1
        const reach = 0.15 * width + Math.abs(edge - side * width)
        for (let fold = 0; fold < 7; fold++) {
          const x = edge + inward * (fold / 7) * reach
          const fill = brush.createLinearGradient(x, 0, x + (inward * reach) / 6, 0)
          fill.addColorStop(0, '#3a0a16')
          fill.addColorStop(0.5, '#7a1c2c')
          fill.addColorStop(1, '#280610')
          brush.fillStyle = fill
          brush.beginPath()
          brush.moveTo(x, area.top)
          brush.lineTo(x + (inward * reach) / 6.5, area.top)
          brush.quadraticCurveTo(
            x + inward * reach * 0.1,
            height * 0.3,
            edge + inward * (fold / 7) * reach * 0.42 + inward * reach * 0.1,
            height * 0.55,
          )
          brush.lineTo(edge + inward * (fold / 7) * reach * 0.6, area.top + area.height)
          brush.lineTo(edge, area.top + area.height)
          brush.lineTo(edge, height * 0.5)
          brush.fill()
        }
        brush.fillStyle = '#c79a3c'
        brush.fillRect(side === 0 ? edge : edge - reach * 0.55, height * 0.55, reach * 0.55, 9 * unit)
      }
    },
    { detail: 0.7 },
  )
}
