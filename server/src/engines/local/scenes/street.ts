import { css, mix } from '../colour.ts'
import { addLayer, glowSprite, type Area, type Easel } from '../easel.ts'
import { between, choose } from '../maths.ts'
import type { Brush } from '../sheet.ts'
import { drawDisc } from './city.ts'
import { paintClouds, paintHaze, paintSky } from './sky.ts'
import { paintGround } from './street-ground.ts'

const AWNINGS = ['#a3343c', '#2f6b5a', '#c98a2e', '#3b4f8f', '#8a3f6b'] as const

/** An old street of cafés running away between its houses, lamps lit, the ground wet enough to give it all back. */
export function paintStreet(easel: Easel): void {
  const { palette, horizon, height } = easel
  paintSky(easel)
  paintClouds(easel, 0.8)
  addLayer(easel, 0.3, (brush, area) => paintFacades(easel, brush, area), { grain: 1.4 })
  paintHaze(easel, 0.34, horizon - 0.12 * height, horizon + 0.02 * height, palette.haze, 0.4)
  addLayer(easel, 0.45, (brush, area) => paintGround(easel, brush, area), { grain: 1.8 })
  paintLights(easel)
}

/** Both sides of the street in one-point perspective: `near` 0 is the vanishing point, 1 the frame's edge. */
function paintFacades(easel: Easel, brush: Brush, area: Area): void {
  const { width, horizon, random } = easel
  for (const side of [-1, 1] as const) {
    const reach = width * 0.56 + Math.abs(area.left)
    let near = 0.07
    const houses: { from: number; to: number }[] = []
    while (near < 1) {
      const next = Math.min(1.02, near * between(random, 1.32, 1.55))
      houses.push({ from: near, to: next })
      near = next
    }
    for (const house of houses) drawHouse(easel, brush, { ...house, side, reach, x: width / 2, y: horizon })
  }
}

interface House {
  readonly from: number
  readonly to: number
  readonly side: -1 | 1
  readonly reach: number
  /** Vanishing point. */
  readonly x: number
  readonly y: number
}

function drawHouse(easel: Easel, brush: Brush, house: House): void {
  const { palette, random, height, plan } = easel
  const { from, to, side, reach, x, y } = house
  const tall = between(random, 0.5, 0.66) * height
  const left = x + side * from * reach
  const right = x + side * to * reach
  const plaster = choose(random, ['#c9a27a', '#b98a72', '#8f8a86', '#c7b08c', '#9a7f74'])
  const dim = plan.time === 'day' ? 0.1 : plan.time === 'night' ? 0.8 : 0.6
  const wall = mix(mix(plaster, palette.land, dim), palette.haze, 0.5 * (1 - to))
  brush.fillStyle = css(wall)
  brush.beginPath()
  brush.moveTo(left, y - tall * from)
  brush.lineTo(right, y - tall * to)
  brush.lineTo(right, y + 0.1 * height * to)
  brush.lineTo(left, y + 0.1 * height * from)
  brush.fill()
  brush.strokeStyle = css(mix(wall, '#000000', 0.35))
  brush.lineWidth = 6 * to * easel.unit
  brush.stroke()
  const floors = 5
  const bays = Math.max(2, Math.round((to - from) * 7))
  for (let floor = 1; floor < floors; floor++) {
    for (let bay = 0; bay < bays; bay++) drawPane(easel, brush, house, { tall, floor, floors, bay, bays, wall })
  }
  drawShop(easel, brush, house, tall)
}

interface Pane {
  readonly tall: number
  readonly floor: number
  readonly floors: number
  readonly bay: number
  readonly bays: number
  readonly wall: readonly [number, number, number]
}

function drawPane(easel: Easel, brush: Brush, { from, to, side, reach, x, y }: House, pane: Pane): void {
  const { random, palette, plan } = easel
  const a = from + ((to - from) * (pane.bay + 0.26)) / pane.bays
  const b = from + ((to - from) * (pane.bay + 0.74)) / pane.bays
  const low = (pane.floor + 0.2) / pane.floors
  const high = (pane.floor + 0.78) / pane.floors
  const lit = random() < (palette.dark ? 0.5 : plan.time === 'day' ? 0.04 : 0.3)
  brush.fillStyle = lit
    ? css(mix('#ffc46a', '#ffe9bd', random()), between(random, 0.7, 1))
    : css(mix(mix(pane.wall, '#0a0c1c', 0.5), palette.sky[2], 0.25))
  brush.beginPath()
  brush.moveTo(x + side * a * reach, y - pane.tall * a * low)
  brush.lineTo(x + side * b * reach, y - pane.tall * b * low)
  brush.lineTo(x + side * b * reach, y - pane.tall * b * high)
  brush.lineTo(x + side * a * reach, y - pane.tall * a * high)
  brush.fill()
}

function drawShop(easel: Easel, brush: Brush, { from, to, side, reach, x, y }: House, tall: number): void {
  const { random, palette, height } = easel
  const a = from + (to - from) * 0.08
  const b = from + (to - from) * 0.92
  const corner = (near: number, level: number): [number, number] => [x + side * near * reach, y - level * near]
  const quad = (low: number, high: number) => {
    brush.beginPath()
    brush.moveTo(...corner(a, low))
    brush.lineTo(...corner(b, low))
    brush.lineTo(...corner(b, high))
    brush.lineTo(...corner(a, high))
    brush.fill()
  }
  brush.fillStyle = css(mix('#ffb24d', '#ffe2a6', random()), palette.dark ? 0.95 : 0.6)
  quad(-0.06 * height, tall * 0.13)
  const cloth = choose(random, AWNINGS)
  const [ax, ay] = corner(a, tall * 0.2)
  const [bx, by] = corner(b, tall * 0.2)
  const [cx, cy] = corner(b, tall * 0.11)
  const [dx, dy] = corner(a, tall * 0.11)
  const out = -side * 0.05 * reach
  const stripes = 8
  for (let stripe = 0; stripe < stripes; stripe++) {
    const s = stripe / stripes
    const e = (stripe + 1) / stripes
    brush.fillStyle = css(mix(stripe % 2 === 0 ? cloth : '#f1e6d0', palette.land, palette.dark ? 0.45 : 0.15))
    brush.beginPath()
    brush.moveTo(ax + (bx - ax) * s, ay + (by - ay) * s)
    brush.lineTo(ax + (bx - ax) * e, ay + (by - ay) * e)
    brush.lineTo(dx + (cx - dx) * e + out * (a + (b - a) * e), dy + (cy - dy) * e)
    brush.lineTo(dx + (cx - dx) * s + out * (a + (b - a) * s), dy + (cy - dy) * s)
    brush.fill()
  }
}

/** Bulbs strung over the street, and lamps out of focus nearer by. */
function paintLights(easel: Easel): void {
  const { palette, width, height, horizon, random, unit } = easel
  const strength = palette.dark ? 1 : 0.55
  addLayer(
    easel,
    0.55,
    (brush, area) => {
      const glow = glowSprite((alpha) => css('#ffd28a', alpha * strength), 32)
      for (const [lift, sag] of [
        [0.5, 0.05],
        [0.36, 0.045],
        [0.27, 0.03],
      ] as const) {
        const reach = 0.35 + lift * 0.55
        const y = horizon - lift * 0.86 * height
        brush.strokeStyle = css(palette.land, 0.75)
        brush.lineWidth = 1.5 * unit
        brush.beginPath()
        brush.moveTo(width * (0.5 - reach), y)
        brush.quadraticCurveTo(width / 2, y + sag * 2 * height, width * (0.5 + reach), y)
        brush.stroke()
        for (let bulb = 0; bulb <= 14; bulb++) {
          const t = bulb / 14
          const x = width * (0.5 - reach) + t * 2 * reach * width
          const drop = y + 4 * t * (1 - t) * sag * height + 4 * unit
          const size = 62 * lift * unit + 8 * unit
          brush.drawImage(glow, x - size, drop - size, size * 2, size * 2)
          brush.fillStyle = css('#fff3d4', strength)
          brush.beginPath()
          brush.arc(x, drop, (1.4 + 4.6 * lift) * unit, 0, 7)
          brush.fill()
        }
      }
      brush.globalCompositeOperation = 'lighter'
      for (let index = 0; index < 16; index++) {
        const side = random() < 0.5 ? -1 : 1
        const x = width / 2 + side * between(random, 0.28, 0.6) * width
        if (x < area.left || x > area.left + area.width) continue
        drawDisc(
          brush,
          x,
          horizon + between(random, -0.12, 0.16) * height,
          between(random, 14, 46) * unit,
          css(random() < 0.7 ? '#ffbf66' : palette.accent, between(random, 0.1, 0.26) * strength),
        )
      }
    },
    { pulse: 0.1 },
  )
}
