import { css } from '../colour.ts'
import { addLayer, glowSprite, type Easel } from '../easel.ts'
import { between } from '../maths.ts'

export function paintChandelier(easel: Easel): void {
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
