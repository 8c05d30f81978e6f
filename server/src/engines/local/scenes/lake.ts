import { createCanvas } from '@napi-rs/canvas'
import { css, mix } from '../colour.ts'
import { addLayer, type Easel } from '../easel.ts'
import { between } from '../maths.ts'
import type { Brush } from '../sheet.ts'
import { drawGrass, drawPine } from './plants.ts'
import { paintRanges } from './mountains.ts'
import { paintClouds, paintHaze, paintSky } from './sky.ts'
import { heightAt, ridgeLine } from './terrain.ts'
import { paintWater } from './water.ts'

/** Still water that holds the mountains upside down, wooded shores, reeds, and a jetty. */
export function paintLake(easel: Easel): void {
  const { palette, height, horizon } = easel
  paintSky(easel)
  paintClouds(easel, 0.8)
  paintRanges(easel, { snow: 0.4 })
  paintShore(easel)
  addLayer(
    easel,
    0.5,
    (brush, area) => {
      paintWater(easel, brush, area, height)
      paintMirror(easel, brush)
    },
    { grain: 1.8 },
  )
  paintHaze(easel, 0.51, horizon - 0.012 * height, horizon + 0.06 * height, palette.haze, 0)
  paintJetty(easel)
  paintReeds(easel)
}

function paintShore(easel: Easel): void {
  const { palette, random, height, horizon, unit, plan } = easel
  const tone = mix(mix(palette.land, plan.time === 'day' ? '#24543a' : '#0c2622', 0.5), palette.haze, 0.28)
  addLayer(easel, 0.48, (brush, area) => {
    const ridge = ridgeLine(random, 0.5)
    for (let index = 0; index < 150; index++) {
      const share = random()
      const size = (20 + 50 * heightAt(ridge, share)) * unit * between(random, 0.7, 1.3)
      brush.fillStyle = css(mix(tone, '#020a08', random() * 0.35))
      drawPine(brush, random, area.left + share * area.width, horizon + 3 * unit, size)
    }
    brush.fillStyle = css(mix(tone, '#020a08', 0.3))
    brush.fillRect(area.left, horizon - 3 * unit, area.width, 0.01 * height)
  })
}

/** Everything above the water so far, upside down, dimmed with depth and combed sideways by ripples. */
function paintMirror(easel: Easel, brush: Brush): void {
  const { width, height, horizon, scale, unit, random, palette } = easel
  const w = Math.round(width * 1.2 * scale)
  const h = Math.round(horizon * scale)
  const above = createCanvas(w, h)
  const copy = above.getContext('2d')
  copy.scale(scale, scale)
  copy.translate(0.1 * width, 0)
  for (const layer of easel.layers) {
    if (layer.depth >= 0.5) continue
    copy.drawImage(layer.image, layer.area.left, layer.area.top, layer.area.width, layer.area.height)
  }
  const deep = height * 1.08 - horizon
  const mirror = createCanvas(w, Math.round(deep * scale))
  const glass = mirror.getContext('2d')
  // One row at a time, each shaken a little further the nearer it lies.
  for (let row = 0; row < mirror.height; row++) {
    const near = row / mirror.height
    const shake = (Math.sin(row / (4 * unit)) * (0.5 + 6 * near) + between(random, -0.6, 0.6)) * unit * scale
    glass.drawImage(above, 0, Math.max(0, h - 1 - near * h * 0.82), w, 1, shake, row, w, 1)
  }
  glass.globalCompositeOperation = 'destination-in'
  const fade = glass.createLinearGradient(0, 0, 0, mirror.height)
  fade.addColorStop(0, 'rgba(0,0,0,0.82)')
  fade.addColorStop(1, 'rgba(0,0,0,0.3)')
  glass.fillStyle = fade
  glass.fillRect(0, 0, w, mirror.height)
  brush.drawImage(mirror, -0.1 * width, horizon, width * 1.2, deep)
  for (let index = 0; index < 90; index++) {
    const near = random() ** 1.5
    brush.fillStyle = css(palette.sky[4], between(random, 0.05, 0.2))
    brush.fillRect(
      random() * width * 1.2 - 0.1 * width,
      horizon + near * deep,
      (20 + 160 * near) * unit,
      (0.8 + 1.6 * near) * unit,
    )
  }
}

function paintJetty(easel: Easel): void {
  const { palette, width, height, horizon, light, unit } = easel
  const side = light.x < width / 2 ? 1 : -1
  addLayer(easel, 0.7, (brush) => {
    const farX = width / 2 + side * 0.16 * width
    const nearX = width / 2 + side * 0.3 * width
    const wood = mix(mix('#5a4030', palette.land, 0.45), palette.haze, 0.1)
    const top = horizon + 0.07 * height
    const foot = height * 1.1
    brush.fillStyle = css(mix(wood, '#000000', 0.3))
    brush.beginPath()
    brush.moveTo(farX - 18 * unit, top)
    brush.lineTo(farX + 18 * unit, top)
    brush.lineTo(nearX + 210 * unit, foot)
    brush.lineTo(nearX - 150 * unit, foot)
    brush.fill()
    for (let plank = 0; plank < 26; plank++) {
      const s = (plank / 26) ** 1.7
      const e = ((plank + 0.82) / 26) ** 1.7
      const edge = (share: number, sign: number) =>
        farX + sign * 18 * unit + (nearX + (sign > 0 ? 210 : -150) * unit - farX - sign * 18 * unit) * share
      brush.fillStyle = css(mix(wood, palette.rim, 0.06 + 0.22 * (1 - s)))
      brush.beginPath()
      brush.moveTo(edge(s, -1), top + (foot - top) * s)
      brush.lineTo(edge(s, 1), top + (foot - top) * s)
      brush.lineTo(edge(e, 1), top + (foot - top) * e)
      brush.lineTo(edge(e, -1), top + (foot - top) * e)
      brush.fill()
    }
  })
}

function paintReeds(easel: Easel): void {
  const { palette, random, width, height } = easel
  addLayer(
    easel,
    1.3,
    (brush, area) => {
      brush.strokeStyle = css(mix(palette.land, '#000000', 0.45))
      drawGrass(brush, random, area.left, width * 0.17, height * 1.07, 0.2 * height)
      drawGrass(brush, random, width * 0.86, area.left + area.width, height * 1.07, 0.22 * height)
    },
    { detail: 0.35 },
  )
}
