import { css, mix } from '../colour.ts'
import { addLayer, glowSprite, type Easel } from '../easel.ts'
import { between, choose } from '../maths.ts'
import { drawDisc } from './city.ts'

const GELS = ['#ff4fa3', '#7c8cff', '#4fe3ff', '#ffcf5c', '#c56bff'] as const

/** A party's stage: beams from the truss, a wall of light, strings of bulbs, and haze to carry it all. */
export function paintStage(easel: Easel): void {
  paintBack(easel)
  paintBeams(easel)
  paintTruss(easel)
  paintBulbs(easel)
  paintCrowd(easel)
}

function paintBack(easel: Easel): void {
  const { palette, width, height, horizon, random, unit } = easel
  addLayer(
    easel,
    0,
    (brush, area) => {
      const fill = brush.createLinearGradient(0, area.top, 0, horizon)
      for (const [index, colour] of palette.sky.entries()) fill.addColorStop(index / 4, colour)
      brush.fillStyle = fill
      brush.fillRect(area.left, area.top, area.width, area.height)
      const floor = brush.createLinearGradient(0, horizon, 0, area.top + area.height)
      floor.addColorStop(0, css(mix(palette.sky[4], palette.sky[3], 0.5)))
      floor.addColorStop(0.25, css(mix(palette.sky[2], palette.land, 0.4)))
      floor.addColorStop(1, css(palette.land))
      brush.fillStyle = floor
      brush.fillRect(area.left, horizon, area.width, area.height)
      const glow = glowSprite((alpha) => css('#ffd9f2', alpha * 0.8), 96)
      brush.globalCompositeOperation = 'screen'
      brush.drawImage(glow, width / 2 - 0.7 * width, horizon - 0.32 * height, 1.4 * width, 0.5 * height)
      // A wall of round lamps behind everything.
      for (let row = 0; row < 11; row++) {
        for (let column = 0; column < 17; column++) {
          const x = area.left + ((column + 0.5) / 17) * area.width
          const y = horizon - (0.4 - row * 0.036) * height
          const near =
            1 - Math.min(1, Math.hypot((x - width / 2) / width, (y - horizon + 0.18 * height) / height) * 1.9)
          drawDisc(brush, x, y, 6 * unit, css(choose(random, GELS), (0.1 + 0.5 * random()) * (0.2 + near)))
        }
      }
      brush.globalCompositeOperation = 'source-over'
    },
    { grain: 2.2 },
  )
}

function paintBeams(easel: Easel): void {
  const { random, width, height, unit } = easel
  for (const half of [0, 1]) {
    addLayer(
      easel,
      0.22 + half * 0.12,
      (brush) => {
        for (let index = 0; index < 6; index++) {
          const x = ((index + 0.5 + half * 0.5) / 6) * width
          const angle = Math.PI / 2 + between(random, -0.5, 0.5) + (0.5 - x / width) * 0.5
          const reach = between(random, 0.7, 0.95) * height
          const endX = x + Math.cos(angle) * reach
          const endY = 0.03 * height + Math.sin(angle) * reach
          const colour = choose(random, GELS)
          for (const [spread, alpha] of [
            [90, 0.26],
            [36, 0.3],
          ] as const) {
            const fill = brush.createLinearGradient(x, 0.03 * height, endX, endY)
            fill.addColorStop(0, css(mix(colour, '#ffffff', 0.4), alpha * 1.6))
            fill.addColorStop(0.3, css(colour, alpha))
            fill.addColorStop(1, css(colour, 0))
            brush.fillStyle = fill
            brush.beginPath()
            brush.moveTo(x - 4 * unit, 0.03 * height)
            brush.lineTo(x + 4 * unit, 0.03 * height)
            brush.lineTo(endX + spread * unit, endY)
            brush.lineTo(endX - spread * unit, endY)
            brush.fill()
          }
        }
      },
      { blend: 'lighter', pulse: 0.55, detail: 0.5 },
    )
  }
}

function paintTruss(easel: Easel): void {
  const { palette, width, height, unit } = easel
  addLayer(easel, 0.4, (brush, area) => {
    const top = 0.008 * height
    const deep = 24 * unit
    brush.strokeStyle = css(mix(palette.land, '#000000', 0.2))
    brush.lineWidth = 3.4 * unit
    brush.beginPath()
    for (const y of [top, top + deep]) {
      brush.moveTo(area.left, y)
      brush.lineTo(area.left + area.width, y)
    }
    for (let x = area.left; x < area.left + area.width; x += deep) {
      brush.moveTo(x, top)
      brush.lineTo(x + deep / 2, top + deep)
      brush.lineTo(x + deep, top)
    }
    brush.stroke()
    const glow = glowSprite((alpha) => css('#ffffff', alpha), 48)
    for (let index = 0; index < 12; index++) {
      const x = ((index + 0.5) / 12) * width
      brush.fillStyle = css(palette.land)
      brush.fillRect(x - 9 * unit, top + deep - 3 * unit, 18 * unit, 18 * unit)
      brush.globalCompositeOperation = 'lighter'
      brush.drawImage(glow, x - 42 * unit, top + deep - 30 * unit, 84 * unit, 84 * unit)
      brush.globalCompositeOperation = 'source-over'
    }
  })
}

/** Strings of warm bulbs, hung in arcs across the middle distance. */
function paintBulbs(easel: Easel): void {
  const { random, width, height, horizon, unit } = easel
  addLayer(
    easel,
    0.55,
    (brush, area) => {
      const glow = glowSprite((alpha) => css('#ffd489', alpha), 32)
      for (const [lift, sag] of [
        [0.3, 0.06],
        [0.2, 0.09],
      ] as const) {
        const y = horizon - lift * height
        brush.strokeStyle = 'rgba(12,4,20,0.7)'
        brush.lineWidth = 1.6 * unit
        for (const [from, to] of [
          [area.left, width * 0.5],
          [width * 0.5, area.left + area.width],
        ] as const) {
          brush.beginPath()
          brush.moveTo(from, y)
          brush.quadraticCurveTo((from + to) / 2, y + sag * 2 * height, to, y)
          brush.stroke()
          for (let bulb = 0; bulb <= 11; bulb++) {
            const t = bulb / 11
            const x = from + t * (to - from)
            const drop = y + 4 * t * (1 - t) * sag * height + 5 * unit
            const size = between(random, 26, 44) * unit
            brush.drawImage(glow, x - size, drop - size, size * 2, size * 2)
            brush.fillStyle = '#fff4d8'
            brush.beginPath()
            brush.arc(x, drop, 3.6 * unit, 0, 7)
            brush.fill()
          }
        }
      }
    },
    { pulse: 0.12 },
  )
}

/** Hands and heads of the crowd, far behind: one dark ragged edge. */
function paintCrowd(easel: Easel): void {
  const { palette, random, height, horizon, unit } = easel
  addLayer(easel, 0.7, (brush, area) => {
    const base = horizon + 0.07 * height
    for (let index = 0; index < 90; index++) {
      const x = area.left + random() * area.width
      const y = base + between(random, -8, 34) * unit
      const size = between(random, 13, 20) * unit
      brush.fillStyle = css(mix(palette.land, palette.sky[3], between(random, 0.05, 0.3)))
      brush.beginPath()
      brush.arc(x, y, size, 0, 7)
      brush.ellipse(x, y + size * 2.6, size * 1.9, size * 1.9, 0, 0, 7)
      brush.fill()
      if (random() < 0.28) brush.fillRect(x + size * 0.8, y - size * 3.2, size * 0.5, size * 4)
    }
    const fill = brush.createLinearGradient(0, base + 20 * unit, 0, height)
    fill.addColorStop(0, css(mix(palette.land, palette.sky[2], 0.25)))
    fill.addColorStop(1, css(palette.land))
    brush.fillStyle = fill
    brush.fillRect(area.left, base + 30 * unit, area.width, area.height)
  })
}
