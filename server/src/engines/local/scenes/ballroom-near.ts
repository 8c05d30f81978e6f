import type { Canvas } from '@napi-rs/canvas'
import { css } from '../colour.ts'
import { addLayer, glowSprite, type Easel } from '../easel.ts'
import { between } from '../maths.ts'
import type { Brush } from '../sheet.ts'

export function paintChandelier(easel: Easel): void {
  const { light, width, unit } = easel
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
      drawTier(easel, brush, glow, { y: y - 0.26 * wide, wide: wide * 0.5, drop: wide * 0.3, lamps: 7 })
      drawTier(easel, brush, glow, { y, wide, drop: wide * 0.3, lamps: 11 })
      brush.globalCompositeOperation = 'lighter'
      brush.globalAlpha = 0.55
      brush.drawImage(glow, x - wide * 2, y - wide * 2, wide * 4, wide * 4)
    },
    { pulse: 0.06 },
  )
}

interface Tier {
  readonly y: number
  readonly wide: number
  /** How far above it its arms begin. */
  readonly drop: number
  readonly lamps: number
}

function drawTier({ light, unit, random }: Easel, brush: Brush, glow: Canvas, tier: Tier): void {
  const { x } = light
  const { y, wide, drop, lamps } = tier
  brush.strokeStyle = '#7a4a18'
  brush.lineWidth = 5 * unit
  brush.beginPath()
  brush.ellipse(x, y, wide, wide * 0.16, 0, 0, 7)
  brush.stroke()
  brush.lineWidth = 2.4 * unit
  brush.beginPath()
  for (const side of [-1, 1]) {
    brush.moveTo(x, y - drop)
    brush.quadraticCurveTo(x + side * wide * 0.3, y, x + side * wide, y)
  }
  brush.stroke()
  for (let lamp = 0; lamp < lamps; lamp++) {
    const angle = (lamp / lamps) * Math.PI * 2
    const lampX = x + Math.cos(angle) * wide
    const lampY = y + Math.sin(angle) * wide * 0.16
    brush.fillStyle = '#fff6dc'
    brush.fillRect(lampX - 2.4 * unit, lampY - 17 * unit, 4.8 * unit, 14 * unit)
    brush.drawImage(glow, lampX - 34 * unit, lampY - 54 * unit, 68 * unit, 68 * unit)
    for (let crystal = 0; crystal < 4; crystal++) {
      brush.fillStyle = css('#fff3d0', between(random, 0.35, 0.9))
      brush.beginPath()
      brush.arc(lampX, lampY + (7 + crystal * 8) * unit, (3.2 - crystal * 0.5) * unit, 0, 7)
      brush.fill()
    }
  }
}

/** Velvet in the corners: a frame, and something near. */
export function paintDrapes(easel: Easel): void {
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
