import { css, mix } from '../colour.ts'
import { addLayer, type Easel } from '../easel.ts'
import { fractalNoise } from '../field.ts'
import { between, choose } from '../maths.ts'
import { shadeSheet } from '../sheet.ts'
import { drawDisc } from './city.ts'
import { paintLight, writeColour } from './sky.ts'

/** Nowhere in particular, beautifully out of focus: for prompts that name no place. */
export function paintBokeh(easel: Easel): void {
  const { palette, plan } = easel
  addLayer(
    easel,
    0,
    (brush, area) => {
      const fill = brush.createLinearGradient(area.left, area.top, area.left + area.width * 0.4, area.top + area.height)
      const [a, b, c, d, e] = palette.sky
      for (const [at, colour] of [
        [0, a],
        [0.28, b],
        [0.5, c],
        [0.66, d],
        [0.78, mix(e, d, 0.5)],
        [1, mix(b, a, 0.5)],
      ] as const)
        fill.addColorStop(at, css(colour))
      brush.fillStyle = fill
      brush.fillRect(area.left, area.top, area.width, area.height)
      const noise = fractalNoise(120, 160, plan.seed + 3, { across: 2, down: 2, octaves: 3 }).values
      const clouds = shadeSheet(120, 160, (data, at, x, y) => {
        const here = noise[y * 120 + x]!
        writeColour(
          data,
          at,
          here > 0.5 ? mix(palette.accent, palette.light, 0.4) : mix(a, palette.land, 0.4),
          Math.abs(here - 0.5) * 420,
        )
      })
      brush.imageSmoothingQuality = 'high'
      brush.drawImage(clouds, area.left, area.top, area.width, area.height)
      paintLight(easel, brush)
    },
    { grain: 2.4 },
  )
  paintDiscs(easel, { depth: 0.2, count: 40, from: 8, to: 26, strength: 0.3 })
  paintDiscs(easel, { depth: 0.45, count: 20, from: 30, to: 66, strength: 0.15 })
  paintDiscs(easel, { depth: 0.8, count: 9, from: 70, to: 130, strength: 0.08 })
}

interface Discs {
  readonly depth: number
  readonly count: number
  /** Radius, times the unit. */
  readonly from: number
  readonly to: number
  readonly strength: number
}

function paintDiscs(easel: Easel, discs: Discs): void {
  const { palette, random, unit, height } = easel
  addLayer(
    easel,
    discs.depth,
    (brush, area) => {
      brush.globalCompositeOperation = 'lighter'
      for (let index = 0; index < discs.count; index++) {
        const colour = choose(random, [palette.accent, palette.rim, palette.light, '#ff9ac0', '#9ad0ff'])
        const x = area.left + random() * area.width
        // Lights gather in a band, as a street's or a garden's do.
        const y = height * (0.5 + (random() + random() - 1) * 0.55)
        drawDisc(
          brush,
          x,
          y,
          between(random, discs.from, discs.to) * unit,
          css(mix(colour, '#ffffff', 0.1), discs.strength * between(random, 0.3, 1)),
        )
      }
    },
    { blend: 'lighter', pulse: 0.25, detail: 0.7 },
  )
}
