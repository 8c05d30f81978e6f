import { css, mix } from '../colour.ts'
import { addLayer, glowSprite, type Easel } from '../easel.ts'
import { between, smoothstep } from '../maths.ts'
import { fractalNoise } from '../field.ts'
import { shadeSheet, type Brush } from '../sheet.ts'
import { paintRanges } from './mountains.ts'
import { drawPine } from './plants.ts'
import { paintClouds, paintSky, writeColour } from './sky.ts'
import { heightAt, ridgeLine } from './terrain.ts'

/** A winter valley: white peaks, laden firs, one cabin with its lamps lit; at night the northern lights. */
export function paintSnow(easel: Easel): void {
  paintSky(easel)
  if (easel.plan.time === 'night') paintAurora(easel)
  else paintClouds(easel, 0.7)
  paintRanges(easel, { snow: 0.74 })
  paintField(easel, 0)
  paintCabin(easel)
  paintField(easel, 1)
}

function snowTone(easel: Easel): readonly [number, number, number] {
  const { palette, plan } = easel
  const shade = plan.time === 'day' ? 0.05 : plan.time === 'night' ? 0.62 : 0.34
  return mix('#f7fafe', mix(palette.sky[2], palette.haze, 0.4), shade)
}

function paintField(easel: Easel, row: number): void {
  const { palette, random, height, horizon, width, unit } = easel
  const base = horizon + (0.05 + row * 0.11) * height
  const ridge = ridgeLine(random, 0.4)
  const white = snowTone(easel)
  addLayer(
    easel,
    0.48 + row * 0.24,
    (brush, area) => {
      const crest = (share: number) => base - heightAt(ridge, share) * 0.05 * height
      const fill = brush.createLinearGradient(0, base - 0.05 * height, 0, base + 0.28 * height)
      fill.addColorStop(0, css(mix(white, palette.rim, 0.35)))
      fill.addColorStop(0.3, css(white))
      fill.addColorStop(1, css(mix(white, mix(palette.sky[1], palette.land, 0.4), 0.5)))
      brush.fillStyle = fill
      brush.beginPath()
      for (let step = 0; step <= 90; step++) brush.lineTo(area.left + (step / 90) * area.width, crest(step / 90))
      brush.lineTo(area.left + area.width, area.top + area.height)
      brush.lineTo(area.left, area.top + area.height)
      brush.fill()
      const trees = row === 0 ? 70 : 22
      for (let index = 0; index < trees; index++) {
        const share = random()
        const x = area.left + share * area.width
        if (row === 1 && Math.abs(x - width / 2) < 0.3 * width) continue
        const size = between(random, 46, 100) * unit * (1 + row * 1.35)
        drawSnowyPine(easel, brush, x, crest(share) + between(random, 0, 40) * unit, size, row)
      }
    },
    { grain: 1.6 },
  )
}

function drawSnowyPine(easel: Easel, brush: Brush, x: number, y: number, size: number, row: number): void {
  const { palette, random } = easel
  brush.fillStyle = css(mix(mix('#173a3c', palette.land, 0.5), palette.haze, 0.34 - row * 0.26))
  drawPine(brush, random, x, y, size)
  brush.fillStyle = css(snowTone(easel), 0.92)
  const side = easel.light.x > x ? 1 : -1
  for (let tier = 0; tier < 8; tier++) {
    const share = (tier + 0.6) / 9
    const reach = size * (0.02 + 0.17 * share)
    const top = y - size * (1 - share * 0.93)
    brush.beginPath()
    brush.moveTo(x, top - size * 0.05)
    brush.quadraticCurveTo(x + side * reach * 0.5, top, x + side * reach, top + size * 0.018)
    brush.quadraticCurveTo(x + side * reach * 0.4, top + size * 0.006, x - side * reach * 0.3, top + size * 0.012)
    brush.fill()
  }
}

function paintCabin(easel: Easel): void {
  const { palette, width, height, horizon, unit, light, plan } = easel
  const x = (light.x < width / 2 ? 0.8 : 0.17) * width
  const y = horizon + 0.07 * height
  const size = 62 * unit
  addLayer(easel, 0.6, (brush) => {
    brush.fillStyle = css(mix('#3a2418', palette.haze, 0.18))
    brush.fillRect(x - size, y - size * 0.8, size * 2, size * 0.95)
    brush.fillStyle = css(mix('#2a1a12', palette.haze, 0.18))
    brush.fillRect(x + size * 0.5, y - size * 1.75, size * 0.24, size * 0.6)
    brush.fillStyle = css(mix(snowTone(easel), '#ffffff', 0.25))
    brush.beginPath()
    brush.moveTo(x - size * 1.25, y - size * 0.7)
    brush.lineTo(x, y - size * 1.6)
    brush.lineTo(x + size * 1.25, y - size * 0.7)
    brush.lineTo(x + size * 1.18, y - size * 0.55)
    brush.lineTo(x, y - size * 1.38)
    brush.lineTo(x - size * 1.18, y - size * 0.55)
    brush.fill()
    const lamp = plan.time === 'day' ? 0.75 : 1
    for (const left of [-0.6, 0.2]) {
      brush.fillStyle = css('#ffd27a', lamp)
      brush.fillRect(x + left * size, y - size * 0.5, size * 0.4, size * 0.36)
    }
    const glow = glowSprite((alpha) => css('#ffb85a', alpha * (palette.dark ? 0.8 : 0.35)), 64)
    brush.globalCompositeOperation = 'lighter'
    brush.drawImage(glow, x - size * 2.4, y - size * 2.6, size * 4.8, size * 4.8)
    brush.globalCompositeOperation = 'source-over'
  })
}

/** Curtains of green and violet light, folded along a wandering line. */
function paintAurora(easel: Easel): void {
  const { width, height } = easel
  addLayer(
    easel,
    0.05,
    (brush, area) => {
      const w = 320
      const h = 200
      const fold = fractalNoise(w, 2, easel.plan.seed + 61, { across: 3, down: 2, octaves: 3 }).values
      const ray = fractalNoise(w, 2, easel.plan.seed + 67, { across: 24, down: 2, octaves: 3 }).values
      const sheet = shadeSheet(w, h, (data, at, x, y) => {
        let strength = 0
        for (const [lift, share] of [
          [0.62, 1],
          [0.86, 0.6],
        ] as const) {
          const foot = h * (lift - 0.5 * fold[(x + Math.round(lift * 90)) % w]!)
          const above = foot - y
          strength += share * smoothstep(-6, 4, above) * smoothstep(110, 0, above) * (0.25 + 1.1 * ray[x]!)
        }
        writeColour(data, at, mix('#36f2a0', '#8a5cff', smoothstep(h * 0.65, h * 0.1, y)), Math.min(1, strength) * 165)
      })
      brush.imageSmoothingQuality = 'high'
      brush.drawImage(sheet, area.left, -0.02 * height, area.width, 0.56 * height)
    },
    { blend: 'screen', drift: 5 * (width / 720), pulse: 0.3, detail: 0.6 },
  )
}
