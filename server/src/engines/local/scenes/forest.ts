import { css, mix } from '../colour.ts'
import { addLayer, glowSprite, type Easel } from '../easel.ts'
import { between } from '../maths.ts'
import type { Brush } from '../sheet.ts'
import { green, paintCanopy, paintFerns, paintTrunks } from './forest-near.ts'
import { drawPine } from './plants.ts'
import { paintHaze, paintSky } from './sky.ts'
import { heightAt, ridgeLine } from './terrain.ts'

/** A clearing: hazy trees behind, trunks to either side, light falling through. */
export function paintForest(easel: Easel): void {
  const { palette, height, horizon } = easel
  paintSky(easel)
  paintStems(easel)
  for (const row of [0, 1, 2]) {
    paintTrees(easel, row)
    paintHaze(
      easel,
      0.2 + row * 0.15,
      horizon - (0.3 - row * 0.08) * height,
      horizon + 0.05 * height,
      palette.haze,
      0.46 - row * 0.12,
    )
  }
  paintGlare(easel)
  paintFloor(easel)
  paintShafts(easel)
  paintTrunks(easel)
  paintCanopy(easel)
  paintFerns(easel)
}

/** Far stems, one behind the other, thinning out into the light. */
function paintStems(easel: Easel): void {
  const { palette, random, horizon, height, light, width } = easel
  for (const row of [0, 1]) {
    addLayer(easel, 0.1 + row * 0.05, (brush, area) => {
      const count = 46 - row * 16
      for (let index = 0; index < count; index++) {
        const x = area.left + random() * area.width
        const wide = between(random, 0.006, 0.016) * height * (1 + row * 0.8)
        const glare = Math.max(0, 1 - Math.abs(x - light.x) / (0.4 * width))
        const tone = mix(mix(green(easel), '#0a0c06', 0.3), palette.haze, 0.62 - row * 0.2 + 0.25 * glare)
        const fill = brush.createLinearGradient(0, area.top, 0, horizon)
        fill.addColorStop(0, css(tone, 0.25))
        fill.addColorStop(0.5, css(tone, 0.85))
        fill.addColorStop(1, css(tone))
        brush.fillStyle = fill
        const lean = between(random, -1, 1) * wide
        brush.beginPath()
        brush.moveTo(x - wide / 2, horizon + 0.04 * height)
        brush.lineTo(x - wide / 3 + lean, area.top)
        brush.lineTo(x + wide / 3 + lean, area.top)
        brush.lineTo(x + wide / 2, horizon + 0.04 * height)
        brush.fill()
      }
    })
  }
}

function paintTrees(easel: Easel, row: number): void {
  const { palette, random, height, horizon, width, plan } = easel
  const base = horizon + (0.01 + row * 0.045) * height
  const tone = mix(green(easel), palette.haze, 0.66 - row * 0.22)
  addLayer(easel, 0.18 + row * 0.15, (brush, area) => {
    const ridge = ridgeLine(random, 0.5)
    brush.fillStyle = css(tone)
    brush.beginPath()
    for (let step = 0; step <= 60; step++) {
      brush.lineTo(area.left + (step / 60) * area.width, base - heightAt(ridge, step / 60) * 0.035 * height)
    }
    brush.lineTo(area.left + area.width, area.top + area.height)
    brush.lineTo(area.left, area.top + area.height)
    brush.fill()
    const trees = Math.round((58 - row * 14) * (area.width / area.height > 1 ? 1.7 : 1))
    for (let index = 0; index < trees; index++) {
      const x = area.left + random() * area.width
      // The nearer rows leave the middle open: that is where the light and the people are.
      if (row > 0 && Math.abs(x - width / 2) < (0.12 + row * 0.09) * width) continue
      const size = between(random, 0.13, 0.3) * height * (0.75 + row * 0.28)
      brush.fillStyle = css(mix(mix(tone, '#04150c', between(random, 0, 0.3)), palette.haze, random() * 0.15))
      if (plan.weather === 'leaves' && random() < 0.6) drawRoundTree(brush, easel, x, base + 0.02 * height, size)
      else drawPine(brush, random, x, base + 0.02 * height, size)
    }
  })
}

/** A leafy crown of overlapping clumps, in shades round the brush's colour. */
function drawRoundTree(brush: Brush, { random, palette }: Easel, x: number, y: number, size: number): void {
  brush.fillRect(x - size * 0.02, y - size * 0.5, size * 0.04, size * 0.5)
  const tones = ['#d9822b', '#b5531c', '#e0a33a', '#8f3a1a'] as const
  const tone = tones[Math.floor(random() * tones.length)] ?? tones[0]
  for (let clump = 0; clump < 70; clump++) {
    brush.fillStyle = css(mix(mix(tone, palette.haze, 0.35), '#1a0c06', random() * 0.45), 0.92)
    brush.beginPath()
    brush.arc(
      x + between(random, -0.2, 0.2) * size,
      y - size * between(random, 0.42, 0.92),
      size * between(random, 0.025, 0.07),
      0,
      7,
    )
    brush.fill()
  }
}

/** The light itself, hung in the mist between the trees. */
function paintGlare(easel: Easel): void {
  const { palette, light, height, plan } = easel
  const glow = glowSprite(
    (alpha) => css(mix(palette.light, palette.rim, 0.5), alpha * (plan.time === 'night' ? 0.4 : 0.8)),
    96,
  )
  const size = 0.9 * height
  addLayer(easel, 0.44, (brush) => brush.drawImage(glow, light.x - size / 2, light.y - size / 2, size, size), {
    blend: 'screen',
    detail: 0.5,
  })
}

function paintFloor(easel: Easel): void {
  const { palette, horizon, height, light, random, unit } = easel
  addLayer(easel, 0.56, (brush, area) => {
    const from = horizon + 0.1 * height
    const fill = brush.createLinearGradient(0, from, 0, height)
    const moss = green(easel)
    fill.addColorStop(0, css(mix(moss, palette.haze, 0.35), 0))
    fill.addColorStop(0.25, css(mix(moss, palette.haze, 0.25)))
    fill.addColorStop(1, css(mix(moss, '#020604', 0.5)))
    brush.fillStyle = fill
    brush.fillRect(area.left, from, area.width, area.top + area.height - from)
    for (let patch = 0; patch < 40; patch++) {
      brush.fillStyle = css(palette.rim, between(random, 0.03, 0.1))
      brush.beginPath()
      brush.ellipse(
        light.x + between(random, -0.5, 0.5) * area.width,
        between(random, from + 30 * unit, height),
        between(random, 20, 90) * unit,
        between(random, 3, 10) * unit,
        0,
        0,
        7,
      )
      brush.fill()
    }
  })
}

/** Beams through the leaves, spreading from where the light stands. */
function paintShafts(easel: Easel): void {
  const { palette, random, light, width, height, unit, plan } = easel
  if (plan.time === 'night') return
  addLayer(
    easel,
    0.5,
    (brush) => {
      const fromX = light.x + (light.x < width / 2 ? -0.1 : 0.1) * width
      for (let beam = 0; beam < 9; beam++) {
        const angle = Math.PI / 2 + (light.x < width / 2 ? -1 : 1) * between(random, 0.02, 0.6)
        const reach = between(random, 0.75, 1.1) * height
        const spread = between(random, 14, 60) * unit
        const endX = fromX + Math.cos(angle) * reach
        const endY = -0.06 * height + Math.sin(angle) * reach
        const fill = brush.createLinearGradient(fromX, 0, endX, endY)
        fill.addColorStop(0, css(palette.rim, 0.34))
        fill.addColorStop(0.55, css(palette.rim, 0.14))
        fill.addColorStop(1, css(palette.rim, 0))
        brush.fillStyle = fill
        brush.beginPath()
        brush.moveTo(fromX - 10 * unit, -0.06 * height)
        brush.lineTo(fromX + 10 * unit, -0.06 * height)
        brush.lineTo(endX + spread, endY)
        brush.lineTo(endX - spread, endY)
        brush.fill()
      }
    },
    { blend: 'screen', pulse: 0.35, detail: 0.4 },
  )
}
