import { css, mix } from '../colour.ts'
import { addLayer, type Area, type Easel } from '../easel.ts'
import { between } from '../maths.ts'
import type { Brush } from '../sheet.ts'
import { drawGrass } from './plants.ts'

/** The wood's own colour at this hour and season. */
export function green(easel: Easel): readonly [number, number, number] {
  const { plan, palette } = easel
  const leaf = plan.weather === 'leaves' ? '#8a4a1c' : plan.time === 'day' ? '#2f6b35' : '#12382a'
  return mix(palette.land, leaf, 0.55)
}

/** The trees that frame the clearing. */
export function paintTrunks(easel: Easel): void {
  const { palette, random, width, height, unit } = easel
  addLayer(easel, 0.8, (brush, area) => {
    const bark = mix(mix(palette.land, '#140d08', 0.5), palette.haze, 0.08)
    for (const [share, wide] of [
      [-0.02, 74],
      [0.1, 40],
      [0.9, 46],
      [1.03, 82],
    ] as const) {
      drawTrunk(brush, easel, share * width + between(random, -14, 14) * unit, wide * unit, css(bark), area)
    }
    brush.fillStyle = css(bark)
    brush.fillRect(area.left, height * 1.04, area.width, area.height)
  })
}

function drawTrunk(
  brush: Brush,
  { palette, light, random }: Easel,
  x: number,
  wide: number,
  colour: string,
  area: Area,
): void {
  const bottom = area.top + area.height
  const lean = between(random, -0.6, 0.6) * wide
  brush.fillStyle = colour
  brush.beginPath()
  brush.moveTo(x - wide * 0.75, bottom)
  brush.quadraticCurveTo(x - wide * 0.42, bottom - area.height * 0.2, x - wide * 0.34 + lean, area.top)
  brush.lineTo(x + wide * 0.34 + lean, area.top)
  brush.quadraticCurveTo(x + wide * 0.42, bottom - area.height * 0.2, x + wide * 0.75, bottom)
  brush.fill()
  const side = light.x > x ? 1 : -1
  brush.strokeStyle = css(palette.rim, 0.24)
  brush.lineWidth = wide * 0.07
  brush.beginPath()
  brush.moveTo(x + side * wide * 0.62, bottom)
  brush.quadraticCurveTo(x + side * wide * 0.36, bottom - area.height * 0.2, x + side * wide * 0.3 + lean, area.top)
  brush.stroke()
}

/** Leaves hanging into the top corners, out of focus enough to frame and not to distract. */
export function paintCanopy(easel: Easel): void {
  const { random, width, height, unit, palette, plan } = easel
  addLayer(
    easel,
    0.9,
    (brush) => {
      const leaf = plan.weather === 'leaves' ? mix('#6b2f12', palette.land, 0.4) : mix(green(easel), '#020604', 0.45)
      for (let index = 0; index < 900; index++) {
        const side = random() < 0.5 ? 0 : 1
        const out = random() ** 1.7
        const x = side === 0 ? -0.06 * width + out * 0.62 * width : 1.06 * width - out * 0.62 * width
        const y = (1 - out) ** 1.5 * random() * 0.34 * height - 0.06 * height
        brush.fillStyle = css(mix(leaf, palette.rim, random() ** 4 * 0.5), between(random, 0.7, 1))
        brush.beginPath()
        brush.ellipse(x, y, between(random, 9, 22) * unit, between(random, 4, 9) * unit, random() * 3, 0, 7)
        brush.fill()
      }
    },
    { detail: 0.7 },
  )
}

export function paintFerns(easel: Easel): void {
  const { palette, random, width, height } = easel
  addLayer(
    easel,
    1.3,
    (brush, area) => {
      brush.strokeStyle = css(mix(green(easel), '#010302', 0.72))
      drawGrass(brush, random, area.left, area.left + area.width, height * 1.06, 0.08 * height)
      brush.strokeStyle = css(mix(mix(green(easel), '#010302', 0.6), palette.rim, 0.06))
      drawGrass(brush, random, area.left, width * 0.18, height * 1.06, 0.16 * height)
      drawGrass(brush, random, width * 0.84, area.left + area.width, height * 1.06, 0.17 * height)
    },
    { detail: 0.35 },
  )
}
