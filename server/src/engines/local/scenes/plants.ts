import { between, type Random } from '../maths.ts'
import type { Brush } from '../sheet.ts'

/** A conifer standing at (x, y), in the brush's fill colour; ragged, as no two branches are the same length. */
export function drawPine(brush: Brush, random: Random, x: number, y: number, height: number): void {
  const tiers = 9
  brush.beginPath()
  brush.moveTo(x, y - height)
  const side = (sign: 1 | -1) => {
    for (let step = 0; step < tiers; step++) {
      const tier = sign === 1 ? step : tiers - 1 - step
      const share = (tier + 1) / tiers
      const reach = height * (0.035 + 0.2 * share) * between(random, 0.8, 1.15)
      const tip = y - height * (1 - share * 0.93) + height * 0.02
      const notch = tip - height * 0.025
      if (sign === 1) {
        brush.lineTo(x + reach, tip)
        brush.lineTo(x + reach * 0.45, notch)
      } else {
        brush.lineTo(x - reach * 0.45, notch)
        brush.lineTo(x - reach, tip)
      }
    }
  }
  side(1)
  side(-1)
  brush.closePath()
  brush.fill()
  brush.fillRect(x - height * 0.018, y - height * 0.1, height * 0.036, height * 0.12)
}

/** A palm that leans by `lean` heights, in the brush's fill colour: feathered fronds, not blades. */
export function drawPalm(brush: Brush, random: Random, x: number, y: number, height: number, lean: number): void {
  const topX = x + lean * height
  const topY = y - height
  brush.beginPath()
  brush.moveTo(x - height * 0.028, y)
  brush.quadraticCurveTo(x + lean * height * 0.15 - height * 0.02, y - height * 0.55, topX - height * 0.012, topY)
  brush.lineTo(topX + height * 0.012, topY)
  brush.quadraticCurveTo(x + lean * height * 0.15 + height * 0.02, y - height * 0.55, x + height * 0.03, y)
  brush.fill()
  // A little below the horizontal on either side, so that the crown is a fan with sky between its fronds, not a wing.
  const fronds = 9
  for (let index = 0; index < fronds; index++) {
    const angle = Math.PI * (0.93 + (1.14 * index) / (fronds - 1)) + between(random, -0.07, 0.07)
    drawFrond(brush, topX, topY, angle, height * between(random, 0.22, 0.29))
  }
}

/** A rib with leaflets hanging from it: dense enough to read as one feather, ragged at its edge. */
function drawFrond(brush: Brush, x: number, y: number, angle: number, length: number): void {
  const endX = x + Math.cos(angle) * length
  const droop = length * (0.1 + 0.3 * Math.cos(angle) ** 2)
  const endY = y + Math.sin(angle) * length * 0.72 + droop
  const bendX = x + Math.cos(angle) * length * 0.55
  const bendY = y + Math.sin(angle) * length * 0.62 - length * 0.16
  brush.beginPath()
  const leaflets = 38
  for (let index = 0; index <= leaflets; index++) {
    const t = index / leaflets
    const px = (1 - t) ** 2 * x + 2 * (1 - t) * t * bendX + t * t * endX
    const py = (1 - t) ** 2 * y + 2 * (1 - t) * t * bendY + t * t * endY
    const alongX = 2 * (1 - t) * (bendX - x) + 2 * t * (endX - bendX)
    const alongY = 2 * (1 - t) * (bendY - y) + 2 * t * (endY - bendY)
    const norm = Math.hypot(alongX, alongY) || 1
    const leaf = length * (0.02 + 0.15 * Math.sin(Math.PI * (0.1 + t * 0.85)))
    const half = length * 0.013
    // Leaflets point along the rib as much as away from it, and gravity takes both sides down.
    for (const side of [-1, 1]) {
      const tipX = px + (alongX / norm) * leaf * 0.85 + side * (-alongY / norm) * leaf * 0.5
      const tipY = py + (alongY / norm) * leaf * 0.85 + side * (alongX / norm) * leaf * 0.5 + leaf * 0.42
      brush.moveTo(px - (alongX / norm) * half, py - (alongY / norm) * half)
      brush.lineTo(tipX, tipY)
      brush.lineTo(px + (alongX / norm) * half, py + (alongY / norm) * half)
    }
  }
  brush.fill()
  brush.strokeStyle = brush.fillStyle
  brush.lineCap = 'round'
  brush.lineWidth = length * 0.022
  brush.beginPath()
  brush.moveTo(x, y)
  brush.quadraticCurveTo(bendX, bendY, endX, endY)
  brush.stroke()
}

/** Blades of grass along a line, in the brush's stroke colour. */
export function drawGrass(brush: Brush, random: Random, left: number, right: number, y: number, height: number): void {
  brush.lineCap = 'round'
  for (let x = left; x < right; x += height * between(random, 0.03, 0.11)) {
    const tall = height * between(random, 0.4, 1)
    const lean = tall * between(random, -0.35, 0.35)
    brush.lineWidth = height * between(random, 0.02, 0.05)
    brush.beginPath()
    brush.moveTo(x, y)
    brush.quadraticCurveTo(x, y - tall * 0.6, x + lean, y - tall)
    brush.stroke()
  }
}
