import { css, mix } from '../colour.ts'
import { addLayer, type Easel } from '../easel.ts'
import { between } from '../maths.ts'
import type { Brush } from '../sheet.ts'
import { drawGrass, drawPalm } from './plants.ts'
import { paintClouds, paintSky } from './sky.ts'
import { heightAt, ridgeLine } from './terrain.ts'
import { paintWater } from './water.ts'

export function paintBeach(easel: Easel): void {
  paintSky(easel)
  paintClouds(easel)
  const shore = 0.86 * easel.height
  paintHeadland(easel)
  addLayer(easel, 0.12, (brush, area) => paintWater(easel, brush, area, shore), { grain: 1.8 })
  paintSand(easel, shore)
  paintPalms(easel)
}

/** A far cape and an island: something for the eye to rest on at the end of the sea. */
function paintHeadland(easel: Easel): void {
  const { palette, random, horizon, height, width } = easel
  const side = easel.light.x < width / 2 ? 1 : -1
  addLayer(easel, 0.1, (brush, area) => {
    const ridge = ridgeLine(random, 0.5)
    const from = side === 1 ? width * 0.6 : area.left
    const to = side === 1 ? area.left + area.width : width * 0.4
    brush.fillStyle = css(mix(palette.land, palette.haze, 0.58))
    brush.beginPath()
    brush.moveTo(from, horizon + 2)
    for (let step = 0; step <= 80; step++) {
      const share = step / 80
      const rise = side === 1 ? share ** 0.7 : (1 - share) ** 0.7
      brush.lineTo(from + share * (to - from), horizon - rise * (0.35 + 0.65 * heightAt(ridge, share)) * 0.055 * height)
    }
    brush.lineTo(to, horizon + 2)
    brush.fill()
  })
}

function paintSand(easel: Easel, shore: number): void {
  const { palette, unit, height, plan, random } = easel
  const shade = plan.time === 'day' ? 0.04 : plan.time === 'dawn' ? 0.25 : plan.time === 'sunset' ? 0.42 : 0.72
  const sand = mix('#dcb483', palette.land, shade)
  const edge = (x: number) => shore + (Math.sin(x / (190 * unit) + 1) * 10 + Math.sin(x / (67 * unit)) * 4) * unit
  addLayer(
    easel,
    0.5,
    (brush, area) => {
      const wet = brush.createLinearGradient(0, shore - 10 * unit, 0, height * 1.05)
      wet.addColorStop(0, css(mix(mix(sand, palette.sky[3], 0.5), palette.land, 0.12)))
      wet.addColorStop(0.28, css(sand))
      wet.addColorStop(1, css(mix(sand, '#000000', 0.42)))
      brush.fillStyle = wet
      traceEdge(brush, area.left, area.width, edge)
      brush.lineTo(area.left + area.width, area.top + area.height)
      brush.lineTo(area.left, area.top + area.height)
      brush.fill()
      for (const [offset, alpha, thick] of [
        [-1, 0.85, 5],
        [-9, 0.4, 3],
        [-22, 0.25, 2.5],
      ] as const) {
        brush.strokeStyle = css(mix('#ffffff', palette.ambient, 0.4), alpha * (palette.dark ? 0.5 : 1))
        brush.lineWidth = thick * unit
        traceEdge(
          brush,
          area.left,
          area.width,
          (x) => edge(x + offset * 14 * unit) + offset * unit + Math.sin(x / (23 * unit)) * unit,
        )
        brush.stroke()
      }
      for (let index = 0; index < 240; index++) {
        brush.fillStyle = css(random() < 0.5 ? '#ffffff' : palette.land, between(random, 0.04, 0.12))
        const y = between(random, shore + 24 * unit, area.top + area.height)
        brush.fillRect(area.left + random() * area.width, y, between(random, 1, 5) * unit, 1.4 * unit)
      }
    },
    { grain: 2 },
  )
}

function traceEdge(brush: Brush, left: number, width: number, edge: (x: number) => number): void {
  brush.beginPath()
  for (let step = 0; step <= 90; step++) {
    const x = left + (step / 90) * width
    brush.lineTo(x, edge(x))
  }
}

function paintPalms(easel: Easel): void {
  const { palette, width, height, random, unit } = easel
  const dark = mix(palette.land, '#000000', 0.3)
  const tall = Math.min(0.62 * height, 780 * unit)
  addLayer(easel, 0.72, (brush) => {
    brush.fillStyle = css(mix(dark, palette.haze, 0.1))
    drawPalm(brush, random, width * -0.02, height * 1.02, tall * 1.04, 0.1)
    drawPalm(brush, random, width * 0.01, height * 1.02, tall * 0.78, -0.02)
    drawPalm(brush, random, width * 1.04, height * 1.02, tall * 0.92, -0.12)
  })
  addLayer(
    easel,
    1.3,
    (brush, area) => {
      brush.strokeStyle = css(mix(dark, '#000000', 0.4))
      drawGrass(brush, random, area.left, width * 0.16, height * 1.07, 0.15 * height)
      drawGrass(brush, random, width * 0.85, area.left + area.width, height * 1.07, 0.17 * height)
    },
    { detail: 0.35 },
  )
}
